/**
 * Makes of measurements, read from files, the Markdown of {@code ./bench overhead}: tables and
 * targets.
 */
@NullMarked
package dev.tombstone.benchmarks.report;

import org.jspecify.annotations.NullMarked;
