/**
 * What can be done to a map, by name: the ways an entry leaves it, and the kinds of change that
 * detectors watch.
 *
 * <p>Pure data. Loader: isolated. Imports the JDK only. The hook knows both as ints, which are the
 * ordinals here; a test of the core holds its codes of operations and these together.
 */
@NullMarked
package dev.tombstone.model.operation;

import org.jspecify.annotations.NullMarked;
