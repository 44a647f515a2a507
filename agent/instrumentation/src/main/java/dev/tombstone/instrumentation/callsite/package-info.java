/**
 * Reads what the application's bytecode says of the types at a call. Isolated loader; imports core,
 * and ASM.
 */
@NullMarked
package dev.tombstone.instrumentation.callsite;

import org.jspecify.annotations.NullMarked;
