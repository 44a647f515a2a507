/**
 * What the programs that attack have in common. Each runs in a JVM of its own, with and without the
 * agent, knows nothing of the agent, writes to standard output only what has to be the same in
 * both, and to a file what it deleted: the model.
 */
@NullMarked
package dev.tombstone.benchmarks.attack.programs;

import org.jspecify.annotations.NullMarked;
