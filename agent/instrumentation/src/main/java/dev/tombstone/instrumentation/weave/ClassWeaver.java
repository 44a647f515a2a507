package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Marker;
import dev.tombstone.model.family.WeavePoint;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Weaves all points of one class into its bytes. */
public final class ClassWeaver {
  /**
   * The outcome.
   *
   * @param bytes the woven class
   * @param unmet the points whose method or marker the class does not have
   */
  public record Woven(byte[] bytes, List<WeavePoint> unmet) {}

  /** Where a class file has the two bytes of its major version. */
  private static final int MAJOR_VERSION = 6;

  private ClassWeaver() {}

  /**
   * Weaves the points into a class of the boot loader.
   *
   * @param original class file bytes of the type that all points name
   */
  public static Woven weave(byte[] original, List<WeavePoint> points) {
    return weave(original, points, false);
  }

  /**
   * Weaves the points into a class of another loader, which need not find the hook: it calls it by
   * the {@link HookBridge}.
   *
   * @param original class file bytes of the type that all points name
   */
  public static Woven weaveBridged(byte[] original, List<WeavePoint> points) {
    return weave(original, points, true);
  }

  private static Woven weave(byte[] original, List<WeavePoint> points, boolean bridged) {
    ClassReader reader = readerOf(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    ClassVisitor last = bridged ? new BridgedCalls(writer) : writer;
    Visitor visitor = new Visitor(last, points, BodyScan.of(reader, points));
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    return new Woven(bytesOf(writer, original), visitor.unmet());
  }

  /** The class as written, of the version that it had. */
  public static byte[] bytesOf(ClassWriter writer, byte[] original) {
    byte[] woven = writer.toByteArray();
    System.arraycopy(original, MAJOR_VERSION, woven, MAJOR_VERSION, Short.BYTES);
    return woven;
  }

  /** A class file of a version that ASM does not know yet is read as one of the latest it does. */
  public static ClassReader readerOf(byte[] original) {
    try {
      return new ClassReader(original);
    } catch (IllegalArgumentException newer) {
      byte[] downgraded = original.clone();
      downgraded[MAJOR_VERSION] = 0;
      downgraded[MAJOR_VERSION + 1] = Opcodes.V27;
      return new ClassReader(downgraded);
    }
  }

  private static final class Visitor extends ClassVisitor {
    private final List<WeavePoint> points;
    private final BodyScan scan;
    private final List<PointVisitor> visitors = new ArrayList<>();
    private String type = "";

    Visitor(ClassVisitor next, List<WeavePoint> points, BodyScan scan) {
      super(Opcodes.ASM9, next);
      this.points = points;
      this.scan = scan;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      type = name;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE | Opcodes.ACC_STATIC)) != 0) {
        return next;
      }
      MethodShape shape = null;
      // What counts comes first in the list and becomes the outermost: on the way out it is told
      // before any detector, whose call could find no stack.
      for (int i = points.size() - 1; i >= 0; i--) {
        WeavePoint point = points.get(i);
        boolean same =
            point.method().equals(name)
                && (point.descriptor() == null || point.descriptor().equals(descriptor));
        if (same) {
          if (shape == null) {
            shape = new MethodShape(type, descriptor, scan.body(name, descriptor));
          }
          PointVisitor visitor = visitorFor(next, point, shape);
          visitors.add(visitor);
          next = visitor;
        }
      }
      return next;
    }

    /** A point with several overloads is met when one of them has its marker. */
    List<WeavePoint> unmet() {
      List<WeavePoint> unmet = new ArrayList<>();
      for (WeavePoint point : points) {
        if (!isMet(point)) {
          unmet.add(point);
        }
      }
      return unmet;
    }

    /** By identity: a record's {@code equals} takes longer to link than all of this. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isMet(WeavePoint point) {
      for (PointVisitor visitor : visitors) {
        if (visitor.point == point && visitor.found() > 0) {
          return true;
        }
      }
      return false;
    }

    private static PointVisitor visitorFor(
        MethodVisitor next, WeavePoint point, MethodShape shape) {
      Marker marker = point.marker();
      if (marker instanceof Marker.FunnelCall call) {
        return new FunnelCallVisitor(next, point, call, shape);
      }
      if (marker instanceof Marker.Whole whole) {
        return new WholeVisitor(next, point, whole, shape);
      }
      if (marker instanceof Marker.Bulk bulk) {
        return new BulkVisitor(next, point, bulk, shape);
      }
      if (marker instanceof Marker.Resize
          || marker instanceof Marker.Assist
          || marker instanceof Marker.Backlog) {
        return new ResizeVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Failure) {
        return new FailureVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Change) {
        return new ChangeVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Drop drop) {
        return new DropVisitor(next, point, drop, shape);
      }
      if (marker instanceof Marker.ReplaceNode) {
        return new ReplaceVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Begin
          || marker instanceof Marker.End
          || marker instanceof Marker.ChangeAtTheEnd
          || marker instanceof Marker.ChangeAtOnce
          || marker instanceof Marker.Move) {
        return new LoopVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Inner
          || marker instanceof Marker.ViewCall
          || marker instanceof Marker.Wrapped) {
        return new InnerCallVisitor(next, point, shape);
      }
      if (marker instanceof Marker.Guard
          || marker instanceof Marker.NullValue
          || marker instanceof Marker.DefaultRemove
          || marker instanceof Marker.ViewRemove
          || marker instanceof Marker.ViewGuard
          || marker instanceof Marker.ViewTaken
          || marker instanceof Marker.WeakInsert
          || marker instanceof Marker.Fails) {
        return new EdgeVisitor(next, point, shape);
      }
      return new BodyVisitor(next, point, shape);
    }
  }
}
