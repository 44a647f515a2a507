package dev.tombstone.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void of_textThatIsSeenAsItself_isTheSameObject() {
    for (String text : new String[] {"", "Thread-0", "größer \"x\" \\ 日本 \uD83D\uDC22 …"}) {
      assertThat(Printable.of(text)).isSameAs(text);
    }
  }

  @Test
  void of_whatATerminalObeysOrALogTakesForALine_isItsCode() {
    assertThat(Printable.of("a\nb\r\u001b[31m\u007f\u0085\u009b2J"))
        .isEqualTo("a\\u000ab\\u000d\\u001b[31m\\u007f\\u0085\\u009b2J");
    assertThat(Printable.of("\u202eevil\u2066\u200f\u061c\u2028\u2029\ufeff"))
        .isEqualTo("\\u202eevil\\u2066\\u200f\\u061c\\u2028\\u2029\\ufeff");
    assertThat(Printable.of("\uD800 \uDC22 \uDB40\uDC41"))
        .isEqualTo("\\ud800 \\udc22 \\udb40\\udc41");
  }
}
