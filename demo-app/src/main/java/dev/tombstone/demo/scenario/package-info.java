/**
 * Parts of the shop that get a deletion wrong, one class for each fault, and the same parts put
 * right.
 */
@NullMarked
package dev.tombstone.demo.scenario;

import org.jspecify.annotations.NullMarked;
