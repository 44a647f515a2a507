package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassWeaverTest {
  private static final String TYPE = "java/util/HashMap";
  private static final int MAJOR_VERSION = 6;

  /** HotSpot's {@code FreqInlineSize}: longer methods are called, however hot they are. */
  private static final int LONGEST_INLINED = 325;

  /** It has 317 bytes; no call can be added. */
  private static final String TOO_LONG_TO_WEAVE =
      "java/util/IdentityHashMap$IdentityHashMapIterator.remove()V";

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
    Map<String, List<WeavePoint>> pointsByType = JdkClasses.points();
    for (String type : pointsByType.keySet()) {
      byte[] original = JdkClasses.bytesOf(type);
      if (original.length > 0) {
        byte[] woven = ClassWeaver.weave(original, pointsByType.get(type)).bytes();
        Map<String, int[]> needed = maxsOf(computed(woven));
        maxsOf(woven)
            .forEach(
                (method, declared) -> {
                  int[] least = Objects.requireNonNull(needed.get(method));
                  assertThat(declared[0]).as(type + method).isGreaterThanOrEqualTo(least[0]);
                  assertThat(declared[1]).as(type + method).isGreaterThanOrEqualTo(least[1]);
                });
      }
    }
  }

  @Test
  void weave_everyClassWithAllLayers_leavesWhatHotSpotInlinesShortEnough() throws IOException {
    Map<String, List<WeavePoint>> pointsByType = JdkClasses.points();
    int longer = 0;
    List<String> tooLong = new ArrayList<>();
    for (String type : pointsByType.keySet()) {
      byte[] original = JdkClasses.bytesOf(type);
      if (original.length > 0) {
        Map<String, Integer> before = JdkClasses.lengthsOf(original);
        Map<String, Integer> after =
            JdkClasses.lengthsOf(ClassWeaver.weave(original, pointsByType.get(type)).bytes());
        for (Map.Entry<String, Integer> method : before.entrySet()) {
          int length = Objects.requireNonNull(after.get(method.getKey()));
          longer += length > method.getValue() ? 1 : 0;
          if (method.getValue() <= LONGEST_INLINED && length > LONGEST_INLINED) {
            tooLong.add(type + "." + method.getKey());
          }
        }
      }
    }
    assertThat(longer).isGreaterThan(100);
    assertThat(tooLong).isSubsetOf(TOO_LONG_TO_WEAVE);
  }

  @Test
  void record_isShortEnoughToBeInlined() throws IOException {
    assertThat(JdkClasses.lengthsOf(JdkClasses.bytesOf("dev/tombstone/hook/RemovalHook")))
        .allSatisfy((method, length) -> assertThat(length).isLessThanOrEqualTo(LONGEST_INLINED))
        .containsKey("record" + Hook.RECORD);
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
    return JdkClasses.bytesOf(TYPE);
  }
}
