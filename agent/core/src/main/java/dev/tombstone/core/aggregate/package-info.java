/**
 * The agent's middle: the drain takes sampled deletions from the ring into the windows and tables,
 * and {@code AgentCore} answers what exporters ask.
 *
 * <p>Loader: isolated. Imports the other packages of core, the hook and SLF4J. {@link
 * dev.tombstone.core.aggregate.AgentCore} is what other modules see; the lock of {@code
 * Aggregation} guards windows and tables, and is taken by agent threads only.
 */
@NullMarked
package dev.tombstone.core.aggregate;

import org.jspecify.annotations.NullMarked;
