/** What it costs to record a deletion in detail, on the application's thread and on the drain. */
@NullMarked
package dev.tombstone.benchmarks.detail;

import org.jspecify.annotations.NullMarked;
