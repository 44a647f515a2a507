/**
 * Puts the agent together: defines the hook, weaves the maps, starts aggregation and exporters.
 *
 * <p>Loader: isolated. The one place that sees every room.
 */
@NullMarked
package dev.tombstone.assembly;

import org.jspecify.annotations.NullMarked;
