package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.family.Layer;
import dev.tombstone.core.family.MapFamilies;
import dev.tombstone.core.family.WeavePoint;
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
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassWeaverTest {
  private static final String TYPE = "java/util/HashMap";
  private static final int MAJOR_VERSION = 6;
  private static final byte OF_A_LATER_JDK = 120;

  private final List<WeavePoint> points =
      MapFamilies.all().stream()
          .flatMap(family -> family.points().stream())
          .filter(point -> point.type().equals(TYPE))
          .toList();

  @Test
  void weave_classOfThisJdk_keepsItsVersionAndMeetsAllPoints() throws IOException {
    byte[] original = hashMap();
    ClassWeaver.Woven woven = ClassWeaver.weave(original, points);
    assertThat(points).isNotEmpty();
    assertThat(woven.unmet()).isEmpty();
    assertThat(woven.bytes()).hasSizeGreaterThan(original.length).startsWith(head(original));
  }

  @Test
  void weave_classOfALaterJdk_isWovenAsTheSameAndKeepsItsVersion() throws IOException {
    byte[] original = hashMap();
    byte[] later = original.clone();
    later[MAJOR_VERSION] = 0;
    later[MAJOR_VERSION + 1] = OF_A_LATER_JDK;
    byte[] woven = ClassWeaver.weave(later, points).bytes();
    assertThat(woven).startsWith(head(later));
    assertThat(later[MAJOR_VERSION + 1]).isEqualTo(OF_A_LATER_JDK);
    woven[MAJOR_VERSION + 1] = original[MAJOR_VERSION + 1];
    assertThat(woven).isEqualTo(ClassWeaver.weave(original, points).bytes());
  }

  @Test
  void weave_everyClassWithAllLayers_declaresTheStackAndLocalsThatItNeeds() throws IOException {
    Map<String, List<WeavePoint>> pointsByType =
        Stream.concat(
                MapFamilies.all().stream().flatMap(family -> family.points().stream()),
                Arrays.stream(Layer.values()).flatMap(layer -> layer.points().stream()))
            .filter(point -> point.since() <= Runtime.version().feature())
            .collect(Collectors.groupingBy(WeavePoint::type));
    for (String type : pointsByType.keySet()) {
      byte[] original = bytesOf(type);
      if (original.length > 0) {
        byte[] woven = ClassWeaver.weave(original, pointsByType.get(type)).bytes();
        Map<String, int[]> needed = maxsOf(computed(woven));
        maxsOf(woven)
            .forEach(
                (method, declared) -> {
                  assertThat(declared[0])
                      .as(type + method)
                      .isGreaterThanOrEqualTo(needed.get(method)[0]);
                  assertThat(declared[1])
                      .as(type + method)
                      .isGreaterThanOrEqualTo(needed.get(method)[1]);
                });
      }
    }
  }

  /** The same class, with stack and locals as the class writer works them out. */
  private static byte[] computed(byte[] classFile) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }

  /** Stack and locals of each method with a body. */
  private static Map<String, int[]> maxsOf(byte[] classFile) {
    Map<String, int[]> maxs = new HashMap<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                maxs.put(name + descriptor, new int[] {maxStack, maxLocals});
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return maxs;
  }

  /** Magic number and version. */
  private static byte[] head(byte[] classFile) {
    byte[] head = new byte[MAJOR_VERSION + 2];
    System.arraycopy(classFile, 0, head, 0, head.length);
    return head;
  }

  private static byte[] hashMap() throws IOException {
    return bytesOf(TYPE);
  }

  /** The class file of this JDK; empty if it has none. */
  private static byte[] bytesOf(String type) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
