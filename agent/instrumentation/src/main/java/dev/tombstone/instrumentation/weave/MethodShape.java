package dev.tombstone.instrumentation.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * What the visitors of one method share: its parameters, the next free local and the calls it
 * makes.
 */
final class MethodShape {
  /** More than any call of the hook and what is pushed for it takes. */
  private static final int HOOK_STACK = 12;

  private final String owner;
  private final Type[] parameters;
  private final List<BodyScan.Call> calls;
  private final int bodyStack;
  private int nextLocal;

  MethodShape(String owner, String descriptor, BodyScan.Body body) {
    this.owner = owner;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.calls = body.calls;
    this.bodyStack = body.maxStack;
    this.nextLocal = body.maxLocals;
  }

  /** Internal name of the class that declares the method. */
  String owner() {
    return owner;
  }

  /** The local that holds this parameter of the method, which is not static. */
  int localOf(int parameter) {
    int local = 1;
    for (int i = 0; i < parameter; i++) {
      local += parameters[i].getSize();
    }
    return local;
  }

  /** Whether the first parameter is there and an object. */
  boolean startsWithAnObject() {
    return parameters.length > 0 && parameters[0].getSort() == Type.OBJECT;
  }

  /** Words of operand stack that the woven body needs at most. */
  int maxStack() {
    return bodyStack + HOOK_STACK;
  }

  /** Words of locals, once all are taken. */
  int maxLocals() {
    return nextLocal;
  }

  int newLocal(int size) {
    int local = nextLocal;
    nextLocal += size;
    return local;
  }

  /** Calls of the body that match {@code name} or {@code owner.name}. */
  int callsOf(String target) {
    int count = 0;
    for (BodyScan.Call call : calls) {
      if (isCallOf(target, call.owner(), call.name())) {
        count++;
      }
    }
    return count;
  }

  /**
   * Whether a call is the one named: {@code owner.name} exactly, or {@code name} of any owner but
   * the iterator, whose own {@code remove} is another thing.
   */
  static boolean isCallOf(String target, String owner, String name) {
    int dot = target.lastIndexOf('.');
    boolean same =
        dot < 0
            ? name.equals(target) && !owner.equals("java/util/Iterator")
            : dot == owner.length()
                && dot + 1 + name.length() == target.length()
                && target.endsWith(name)
                && target.startsWith(owner);
    return same && !owner.startsWith(Hook.PACKAGE);
  }

  /**
   * The locals at method entry as a stack map frame states them: {@code this} and the parameters.
   */
  Object[] entryFrame() {
    List<Object> locals = new ArrayList<>();
    locals.add(owner);
    for (Type parameter : parameters) {
      switch (parameter.getSort()) {
        case Type.LONG -> locals.add(Opcodes.LONG);
        case Type.DOUBLE -> locals.add(Opcodes.DOUBLE);
        case Type.FLOAT -> locals.add(Opcodes.FLOAT);
        case Type.OBJECT, Type.ARRAY -> locals.add(parameter.getInternalName());
        default -> locals.add(Opcodes.INTEGER);
      }
    }
    return locals.toArray();
  }
}
