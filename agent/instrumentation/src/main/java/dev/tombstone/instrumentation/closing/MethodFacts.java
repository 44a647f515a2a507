package dev.tombstone.instrumentation.closing;

import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/** What the body of one method does that may mean that it lets go of what the object holds. */
final class MethodFacts {
  final String name;
  final String descriptor;
  final int access;

  /** Instructions. */
  int size;

  /** Calls, as class, dot, name and descriptor. */
  final Set<String> calls = new LinkedHashSet<>();

  /** Assignments of a constant to a field, such as {@code closed=1}. */
  final Set<String> assigned = new LinkedHashSet<>();

  /** Fields with an atomic, or with what changes a field atomically, that it changes. */
  final Set<String> changed = new LinkedHashSet<>();

  /** Whether it calls one of the closing methods on what a field of {@code this} holds. */
  boolean closesAField;

  /** Whether it hands a reference to another object than the JDK's, which is no logger. */
  boolean handsOver;

  MethodFacts(String name, String descriptor, int access) {
    this.name = name;
    this.descriptor = descriptor;
    this.access = access;
  }

  String key() {
    return name + descriptor;
  }

  /** Whether it has code that runs for an object that has been made. */
  boolean isOfAnObject() {
    return !is(Opcodes.ACC_STATIC) && !is(Opcodes.ACC_ABSTRACT) && !name.startsWith("<");
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }
}
