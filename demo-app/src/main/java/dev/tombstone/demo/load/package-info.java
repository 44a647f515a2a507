/**
 * The load generator: operations of a Zipf-popular shop at a steady rate, and a storm every minute.
 */
@NullMarked
package dev.tombstone.demo.load;

import org.jspecify.annotations.NullMarked;
