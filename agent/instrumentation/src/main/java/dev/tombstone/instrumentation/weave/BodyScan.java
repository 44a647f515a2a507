package dev.tombstone.instrumentation.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A first look at a class: what a visitor must know before it sees the body. */
final class BodyScan {
  /** One method's size and the calls it makes, in order, as {@code owner.name}. */
  static final class Body {
    int maxLocals;
    final List<String> calls = new ArrayList<>();
  }

  private final Map<String, Body> bodies = new HashMap<>();

  private BodyScan() {}

  static BodyScan of(ClassReader reader) {
    BodyScan scan = new BodyScan();
    reader.accept(scan.new Visitor(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return scan;
  }

  Body body(String name, String descriptor) {
    Body body = bodies.get(name + descriptor);
    if (body == null) {
      throw new IllegalArgumentException("no body: " + name + descriptor);
    }
    return body;
  }

  private final class Visitor extends ClassVisitor {
    Visitor() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      Body body = new Body();
      bodies.put(name + descriptor, body);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
          body.calls.add(owner + "." + called);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          body.maxLocals = maxLocals;
        }
      };
    }
  }
}
