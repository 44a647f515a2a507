package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReferenceFieldsTest {
  private final AtomicLong clock = new AtomicLong();
  private final ClassReads reads = new ClassReads(clock::get, List.of(new ClassFiles()));
  private final ReferenceFields fields = new ReferenceFields(reads);

  @SuppressWarnings("UnusedVariable")
  private static class Parser {
    static final Object SHARED = new Object();
    final String text = "text";
    final int[] numbers = {};
    final int number = 1;
    final long large = 1;
    final Object[] all = {};
  }

  private static final class Derived extends Parser {}

  private final class Inner {
    ReferenceFieldsTest outer() {
      return ReferenceFieldsTest.this;
    }
  }

  private record Pair(int number, Object object) {}

  private static final class Further {}

  @Test
  void of_classOfTheApplication_areItsOwnThatHoldReferences() {
    assertThat(fields.of(Parser.class)).containsExactly("text", "numbers", "all");
    assertThat(fields.of(Derived.class)).isEmpty();
    assertThat(fields.of(Inner.class)).containsExactly("this$0");
    assertThat(new Inner().outer()).isSameAs(this);
    assertThat(fields.of(Pair.class)).containsExactly("object");
  }

  @Test
  void of_classOfTheJdk_isAskedItself() {
    assertThat(fields.of(ArrayList.class)).containsExactly("elementData");
    assertThat(fields.of(Object.class)).isEmpty();
  }

  @Test
  void of_lambda_areWhatItHasCaptured() {
    Object captured = new Object();
    Supplier<String> lambda = () -> "of " + captured;
    assertThat(fields.of(lambda.getClass())).hasSize(1);
  }

  @Test
  void of_moreClassesThanMayBeReadInASecond_isAskedLater() {
    for (int i = 0; i < ClassReads.READS_PER_SECOND; i++) {
      assertThat(reads.of(Further.class)).isNotNull();
    }
    assertThat(fields.of(Further.class)).isNull();
    assertThat(fields.of(ArrayList.class)).isNotNull();
    clock.addAndGet(1_000_000_000L);
    assertThat(fields.of(Further.class)).isEmpty();
  }
}
