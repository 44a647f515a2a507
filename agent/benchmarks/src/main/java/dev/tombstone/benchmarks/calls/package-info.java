/**
 * What a call costs, with and without an agent: JMH benchmarks of removals, and of calls that
 * delete nothing. The program under measurement knows nothing of the agent but {@link
 * dev.tombstone.benchmarks.calls.AgentState}.
 */
@NullMarked
package dev.tombstone.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
