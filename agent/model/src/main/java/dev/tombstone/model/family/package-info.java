/**
 * The map families: which JDK methods remove entries, where in their bodies, and what that means.
 *
 * <p>Pure data. Loader: isolated. Imports {@code model.operation} and the JDK. The weaver, the
 * coverage report and the docs derive from it; a new family is one new file and one line in {@link
 * dev.tombstone.model.family.MapFamilies}.
 */
@NullMarked
package dev.tombstone.model.family;

import org.jspecify.annotations.NullMarked;
