package dev.tombstone.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.snapshot.Code;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyCodesTest {
  private final KeyCodes codes = new KeyCodes();

  @Test
  void key_seen_codeIsTheOneSeenMost() {
    assertThat(codes.of(1, 0)).isNull();
    codes.add(1, 0, Code.JDK);
    assertThat(codes.of(1, 0)).isEqualTo(Code.JDK);
    assertThat(codes.of(1, 1)).isNull();
    codes.add(1, 0, Code.APPLICATION);
    assertThat(codes.of(1, 0)).isEqualTo(Code.APPLICATION);
    codes.add(1, 0, Code.JDK);
    assertThat(codes.of(1, 0)).isEqualTo(Code.JDK);
  }

  @Test
  void manyKeys_oneHot_theHotOneStays() {
    SplittableRandom random = new SplittableRandom(7);
    long hot = random.nextLong();
    for (int i = 0; i < 100_000; i++) {
      codes.add(random.nextLong(), i % 3, Code.LIBRARY);
      if (i % 1_000 == 0) {
        codes.add(hot, 2, Code.JDK);
        codes.add(hot, 2, Code.JDK);
      }
    }
    assertThat(codes.of(hot, 2)).isEqualTo(Code.JDK);
    assertThat(KeyCodes.bytes()).isLessThan(64 << 10);
  }
}
