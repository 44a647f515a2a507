package dev.tombstone.core.detect.miss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResemblanceTest {

  @Test
  void sameText_numbersTextsConstantsAndIds() {
    UUID id = UUID.fromString("0001e240-0000-0000-0000-000000000001");
    assertThat(new Resemblance(5).hasSameText(5L)).isTrue();
    assertThat(new Resemblance((short) 5).hasSameText("5")).isTrue();
    assertThat(new Resemblance("-5").hasSameText(-5L)).isTrue();
    assertThat(new Resemblance("DAYS").hasSameText(TimeUnit.DAYS)).isTrue();
    assertThat(new Resemblance(TimeUnit.DAYS).hasSameText("DAYS")).isTrue();
    assertThat(new Resemblance(id).hasSameText(id.toString())).isTrue();
    assertThat(new Resemblance(id.toString()).hasSameText(id)).isTrue();
  }

  @Test
  void otherText_orNone() {
    assertThat(new Resemblance(5).hasSameText(6L)).isFalse();
    assertThat(new Resemblance("5x").hasSameText(5)).isFalse();
    assertThat(new Resemblance("05").hasSameText("5")).isFalse();
    assertThat(new Resemblance("-").hasSameText(0)).isFalse();
    assertThat(new Resemblance("99999999999999999999").hasSameText(7L)).isFalse();
    assertThat(new Resemblance(new Object()).hasSameText("5")).isFalse();
    assertThat(new Resemblance(null).hasSameText("null")).isFalse();
    assertThat(new Resemblance("5").hasSameText(new StringBuilder("5"))).isFalse();
  }

  @Test
  void sameElements_ofEveryKindOfArray() {
    for (Object[] each :
        new Object[][] {
          {new byte[] {0, 1}, new byte[] {0, 1}},
          {"key".toCharArray(), "key".toCharArray()},
          {new int[] {1}, new int[] {1}},
          {new long[] {1}, new long[] {1}},
          {new String[] {"a", null}, new String[] {new String("a".toCharArray()), null}},
          {new Object[] {5}, new Object[] {5}},
        }) {
      assertThat(new Resemblance(each[0]).hasSameElements(each[1]))
          .as("%s", each[0].getClass())
          .isTrue();
    }
  }

  @Test
  void otherElements_orNone_orTooMany() {
    byte[] same = {1};
    for (Object[] each :
        new Object[][] {
          {same, same},
          {new byte[] {1}, new byte[] {2}},
          {new byte[] {1}, new byte[] {1, 0}},
          {new byte[4], new byte[4]},
          {new int[4], new int[4]},
          {new long[4], new long[4]},
          {new byte[0], new byte[0]},
          {new byte[] {1}, new int[] {1}},
          {new Object[] {new StringBuilder("a")}, new Object[] {new StringBuilder("a")}},
          {new Object[2], new Object[2]},
          {filled(1_025), filled(1_025)},
          {new Object[33], new Object[33]},
        }) {
      assertThat(new Resemblance(each[0]).hasSameElements(each[1])).isFalse();
    }
    assertThat(new Resemblance(filled(1_024)).hasSameElements(filled(1_024))).isTrue();
  }

  @Test
  void manyLongArrays_onlySoManyElementsAreCompared() {
    Resemblance resemblance = new Resemblance(filled(1_024));
    int alike = 0;
    for (int i = 0; i < 1_000; i++) {
      alike += resemblance.hasSameElements(filled(1_024)) ? 1 : 0;
    }
    assertThat(alike).isEqualTo(64);
  }

  @Test
  void contents_tellArraysApartByTheirElements() {
    assertThat(new Resemblance(new long[] {1, 2}).contents())
        .isEqualTo(new Resemblance(new long[] {1, 2}).contents())
        .isNotEqualTo(new Resemblance(new long[] {2, 1}).contents());
    assertThat(new Resemblance(new Object[] {"a", 1}).contents())
        .isEqualTo(new Resemblance(new Object[] {"a", 1}).contents())
        .isNotEqualTo(new Resemblance(new Object[] {"b", 1}).contents());
  }

  private static byte[] filled(int length) {
    byte[] array = new byte[length];
    Arrays.fill(array, (byte) 1);
    return array;
  }

  @Test
  void innerDifference_mapsAndLists() {
    InnerDifference difference = new InnerDifference(Integer.class, Long.class);
    assertThat(InnerDifference.of(map("a", 1, "b", "x"), map("a", 1L, "b", "x")))
        .isEqualTo(difference);
    assertThat(
            InnerDifference.of(
                new LinkedHashMap<>(map("a", 1, "b", 2)),
                new LinkedHashMap<>(map("a", 1L, "b", 2L))))
        .isEqualTo(difference);
    assertThat(
            InnerDifference.of(new ArrayList<>(List.of("x", 1)), new ArrayList<>(List.of("x", 1L))))
        .isEqualTo(difference);
  }

  @Test
  void innerDifference_anythingElse_none() {
    assertThat(InnerDifference.of(map("a", 1, "b", 2), map("a", 1L, "b", 3))).isNull();
    assertThat(InnerDifference.of(map("a", 1, "b", 2), map("a", 1L, "c", 2))).isNull();
    assertThat(InnerDifference.of(map("a", 1, "b", 2), map("a", 1, "b", 2))).isNull();
    Map<String, @Nullable Object> longer = map("a", 1L, "b", 2);
    longer.put("c", 3);
    assertThat(InnerDifference.of(map("a", 1, "b", 2), longer)).isNull();
    assertThat(InnerDifference.of(longer, map("a", 1, "b", 2))).isNull();
    assertThat(InnerDifference.of(map("a", null, "b", 2), map("a", 1L, "b", 2))).isNull();
    assertThat(InnerDifference.of(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(2L))))
        .isNull();
    assertThat(InnerDifference.of(Map.of("a", 1), Map.of("a", 1L))).isNull();
    Map<Object, Object> large = new HashMap<>();
    Map<Object, Object> other = new HashMap<>();
    for (int i = 0; i < 17; i++) {
      large.put("k" + i, i);
      other.put("k" + i, (long) i);
    }
    assertThat(InnerDifference.of(large, other)).isNull();
  }

  private static Map<String, @Nullable Object> map(
      String a, @Nullable Object first, String b, Object second) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }
}
