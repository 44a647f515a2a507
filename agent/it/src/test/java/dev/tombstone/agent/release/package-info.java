/** What a release promises of its jar, apart from what the agent does. */
@NullMarked
package dev.tombstone.agent.release;

import org.jspecify.annotations.NullMarked;
