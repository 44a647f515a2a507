package dev.tombstone.instrumentation.callsite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Where a value came from, before it was copied, cast or kept in a variable. Those with an
 * instruction are equal if they are of the same one; its operands are in the frame before it.
 */
public sealed interface Origin {
  /** The object that the method was called on. */
  record This() implements Origin {}

  /**
   * A parameter as the caller passed it.
   *
   * @param index from 0
   */
  record Parameter(int index) implements Origin {}

  /**
   * What a field held when it was read.
   *
   * @param owner internal name of the class that the instruction names
   * @param name of the field
   * @param descriptor of the field
   */
  record Field(String owner, String name, String descriptor) implements Origin {}

  /**
   * What a method returned.
   *
   * @param call the instruction
   */
  record Result(MethodInsnNode call) implements Origin {}

  /**
   * A lambda, a method reference, a concatenation, or what else is linked at run time.
   *
   * @param at the instruction
   */
  record Linked(InvokeDynamicInsnNode at) implements Origin {}

  /**
   * A constant.
   *
   * @param value as the class file has it; null for {@code null}
   */
  record Constant(@Nullable Object value) implements Origin {}

  /**
   * A new object of the class that the instruction names.
   *
   * @param at the instruction
   */
  record New(TypeInsnNode at) implements Origin {}

  /**
   * What another instruction computed, a new array, an element of an array, or what was caught.
   *
   * @param at the instruction, or the label of the handler
   */
  record Computed(AbstractInsnNode at) implements Origin {}
}
