/** What came out of one JVM, and which of it the agent is to blame for. */
@NullMarked
package dev.tombstone.benchmarks.attack.outcome;

import org.jspecify.annotations.NullMarked;
