/** Small applications that the tests run under the agent. */
@NullMarked
package dev.tombstone.agent.programs;

import org.jspecify.annotations.NullMarked;
