/**
 * Reads what bytecode says of types. {@code TypedClass}, {@code TypedMethod}, {@code TypedValue}
 * and {@code Origin} are for whoever has a class file; {@code DeclaredTypes} answers the detectors,
 * from what the JVM or a file shows of a loaded class.
 *
 * <p>Isolated loader; imports core, ASM with its tree and analysis. No class of these two is loaded
 * before a finding needs it.
 */
@NullMarked
package dev.tombstone.instrumentation.callsite;

import org.jspecify.annotations.NullMarked;
