/**
 * What can be done to a map, by name: the ways an entry leaves it.
 *
 * <p>Pure data. Loader: isolated. Imports the JDK only. The hook knows the operations by their
 * codes, which are the ordinals here; a test of the core holds the two together.
 */
@NullMarked
package dev.tombstone.model.operation;

import org.jspecify.annotations.NullMarked;
