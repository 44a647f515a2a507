/**
 * Facts and words of the hazards that findings are about.
 *
 * <p>Pure data. Loader: isolated. Imports {@code model.snapshot}. What watches for a hazard is a
 * detector, and has its hazard.
 */
@NullMarked
package dev.tombstone.model.finding;

import org.jspecify.annotations.NullMarked;
