/**
 * The maps of libraries: classes of any loader, found by their name and their shape as they load.
 *
 * <p>Loader: isolated. Imports {@code model.family}, {@code instrumentation.weave} and the JDK.
 * What is woven here calls the hook by a bridge in {@code java.util}; nothing holds a class or a
 * loader of the application.
 */
@NullMarked
package dev.tombstone.instrumentation.library;

import org.jspecify.annotations.NullMarked;
