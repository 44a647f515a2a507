/**
 * Programs that delete in every way a map has, with keys that throw, that delete themselves, or
 * that are secret.
 */
@NullMarked
package dev.tombstone.benchmarks.attack.programs.maps;

import org.jspecify.annotations.NullMarked;
