package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The classes of the JDK under test that have points, with all layers. */
final class JdkClasses {
  private JdkClasses() {}

  /** Their points, by internal name. */
  static Map<String, List<WeavePoint>> points() {
    return Stream.concat(
            MapFamilies.all().stream().flatMap(family -> family.points().stream()),
            Arrays.stream(Layer.values()).flatMap(layer -> layer.points().stream()))
        .filter(point -> point.since().isIn(Runtime.version().feature()))
        .collect(Collectors.groupingBy(WeavePoint::type));
  }

  /** What is woven into the class, by its internal name, for counting. */
  static List<WeavePoint> countingPoints(String type) {
    return MapFamilies.all().stream()
        .flatMap(family -> family.points().stream())
        .filter(point -> point.type().equals(type))
        .filter(point -> point.since().isIn(Runtime.version().feature()))
        .toList();
  }

  /** Bytes of code of each method with a body. */
  static Map<String, Integer> lengthsOf(byte[] classFile) {
    Map<String, Integer> lengths = new HashMap<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor writer =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                Label end = new Label();
                super.visitLabel(end);
                super.visitMaxs(maxStack, maxLocals);
                lengths.put(name + descriptor, end.getOffset());
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return lengths;
  }

  /** The class file of this JDK; empty if it has none. */
  static byte[] bytesOf(String type) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
