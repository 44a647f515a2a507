package dev.tombstone.instrumentation.check;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * Which object a value is. Two values in one frame that have the same identity are the same: what
 * an instruction made in an earlier turn of a loop meets another value at the loop's head, and is
 * unknown from there on. Of a field that holds if it is not written in between.
 */
sealed interface Identity {
  /** The object that the method was called on. */
  record This() implements Identity {}

  /**
   * A parameter.
   *
   * @param index from 0
   */
  record Parameter(int index) implements Identity {}

  /**
   * What a field holds.
   *
   * @param owner internal name of the class that the instruction names
   * @param name of the field
   * @param of whose field; null if it is static
   */
  record Field(String owner, String name, @Nullable Identity of) implements Identity {}

  /**
   * What an instruction left on the stack when it was last executed.
   *
   * @param at the instruction
   */
  record Made(AbstractInsnNode at) implements Identity {}

  /**
   * The key of an entry.
   *
   * @param entry which
   */
  record KeyOf(Identity entry) implements Identity {}

  /**
   * A number in an object: equal, if not the same.
   *
   * @param number which
   */
  record Boxed(Identity number) implements Identity {}

  /**
   * A constant.
   *
   * @param value as the class file has it
   */
  record Constant(Object value) implements Identity {}
}
