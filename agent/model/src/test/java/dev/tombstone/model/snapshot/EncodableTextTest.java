package dev.tombstone.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodableTextTest {
  private static final String[] PARTS = {
    "a",
    "\\",
    "\\\\",
    "u",
    "\\u",
    "D",
    "\\uD",
    "8",
    "00",
    "\\uD800",
    "\\uDFFF",
    "\uD800",
    "\uDBFF",
    "\uDC00",
    "\uDFFF",
    "\uD83D\uDE00",
    "?",
    "é"
  };

  @Test
  void of_loneSurrogates_areEscaped() {
    assertThat(EncodableText.of("Map\uD800")).isEqualTo("Map\\uD800");
    assertThat(EncodableText.of("\uDFFFMap")).isEqualTo("\\uDFFFMap");
    assertThat(EncodableText.of("a\\b\uDBFF\uD83D\uDE00")).isEqualTo("a\\\\b\\uDBFF\uD83D\uDE00");
    assertThat(EncodableText.of("Map\\uD800")).isEqualTo("Map\\\\uD800");
  }

  @Test
  void of_anyOtherText_isTheSame() {
    for (String text :
        new String[] {"", "java.util.HashMap", "C:\\users", "\\u0041", "\uD83D\uDE00"}) {
      assertThat(EncodableText.of(text)).isSameAs(text);
    }
  }

  @Test
  void of_differentTexts_areDifferentInUtf8() {
    Random random = new Random(42);
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(5); part >= 0; part--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      byte[] utf8 = EncodableText.of(text.toString()).getBytes(StandardCharsets.UTF_8);
      String read = new String(utf8, StandardCharsets.UTF_8);
      String known = texts.put(read, text.toString());
      assertThat(known == null || known.contentEquals(text)).as("%s", read).isTrue();
    }
  }
}
