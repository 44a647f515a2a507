package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.WeavePoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A first look at the methods to weave: what a visitor must know before it sees the body. The other
 * methods, most of a class, are not parsed.
 */
final class BodyScan {
  /** A call in a body. */
  record Call(String owner, String name) {}

  /** One method's size and the calls it makes, in order. */
  static final class Body {
    int maxStack;
    int maxLocals;
    final List<Call> calls = new ArrayList<>();
  }

  private final Map<String, Body> bodies = new HashMap<>();

  private final List<WeavePoint> points;

  private BodyScan(List<WeavePoint> points) {
    this.points = points;
  }

  static BodyScan of(ClassReader reader, List<WeavePoint> points) {
    BodyScan scan = new BodyScan(points);
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

  private boolean isWoven(String method) {
    for (WeavePoint point : points) {
      if (point.method().equals(method)) {
        return true;
      }
    }
    return false;
  }

  private final class Visitor extends ClassVisitor {
    Visitor() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!isWoven(name)) {
        return null;
      }
      Body body = new Body();
      bodies.put(name + descriptor, body);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
          body.calls.add(new Call(owner, called));
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          body.maxStack = maxStack;
          body.maxLocals = maxLocals;
        }
      };
    }
  }
}
