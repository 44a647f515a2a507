/** What the agent costs: plain programs, measured by JMH with and without it. */
@NullMarked
package dev.tombstone.benchmarks;

import org.jspecify.annotations.NullMarked;
