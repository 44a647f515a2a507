package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.family.MapFamilies;
import dev.tombstone.core.family.WeavePoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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

  /** Magic number and version. */
  private static byte[] head(byte[] classFile) {
    byte[] head = new byte[MAJOR_VERSION + 2];
    System.arraycopy(classFile, 0, head, 0, head.length);
    return head;
  }

  private static byte[] hashMap() throws IOException {
    try (InputStream in = HashMap.class.getResourceAsStream("HashMap.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
