/** How the agent starts, refuses to start, and stays out of the way. */
@NullMarked
package dev.tombstone.agent.startup;

import org.jspecify.annotations.NullMarked;
