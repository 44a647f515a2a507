/**
 * The weaver: rewrites bodies of JDK classes so that they call the hook.
 *
 * <p>Loader: isolated. Imports {@code model.family} and {@code model.operation}, the hook's
 * constants and ByteBuddy's ASM. Works on bytes alone: it loads no class that it rewrites.
 *
 * <p>Each kind of {@link dev.tombstone.model.family.Marker} has a visitor here, some of them the
 * same; a method with several points gets a chain of them. Nothing but method bodies changes, so
 * that retransformation can put the original bytes back.
 */
@NullMarked
package dev.tombstone.instrumentation.weave;

import org.jspecify.annotations.NullMarked;
