/**
 * Finds removals by key alone that a method decides on by a value that it has read: {@code
 * CheckedRemovals} answers, by which value and in which line. All is taken from class files, one
 * method at a time ({@code Body}); what is not understood is not said.
 *
 * <p>Isolated loader; imports ASM with its tree and analysis. No class of these is loaded before a
 * line is looked into.
 */
@NullMarked
package dev.tombstone.instrumentation.check;

import org.jspecify.annotations.NullMarked;
