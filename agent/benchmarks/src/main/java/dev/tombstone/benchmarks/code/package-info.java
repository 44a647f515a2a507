/** What weaving does to compiled code: what it allocates that the compiler would have dissolved. */
@NullMarked
package dev.tombstone.benchmarks.code;

import org.jspecify.annotations.NullMarked;
