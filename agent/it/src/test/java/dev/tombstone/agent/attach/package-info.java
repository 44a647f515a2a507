/** The agent comes and goes while the application runs; the command line that makes it. */
@NullMarked
package dev.tombstone.agent.attach;

import org.jspecify.annotations.NullMarked;
