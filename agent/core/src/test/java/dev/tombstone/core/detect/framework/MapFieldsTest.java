package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.overlap.ConcurrentRemovalDetector;
import dev.tombstone.core.intake.FakeFrame;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapFieldsTest {
  private static final StackFrame[] USE = {
    new FakeFrame(HashMap.class, "removeNode"),
    new FakeFrame(HashMap.class, "remove"),
    new FakeFrame(MapFieldsTest.class, "logout"),
  };
  private static final StackFrame[] WORK_OF_THE_JDK = {new FakeFrame(HashMap.class, "remove")};

  /** Knows the one field. */
  private static final class Known implements CallSites {
    @Override
    public @Nullable RemoveCall at(StackFrame frame, Class<?> map) {
      return null;
    }

    @Override
    public @Nullable String mapField(StackFrame frame, String called) {
      return frame.getMethodName().equals("logout") && called.equals("remove")
          ? "com.acme.Logins.sessions"
          : null;
    }
  }

  private final HandoffQueue knowing = new HandoffQueue(new Known());
  private final HandoffQueue ignorant = new HandoffQueue();

  @Test
  void fieldThatIsKnown_isInTheEvidenceAndTheAdvice() {
    knowing.offer(seen(List.of(WORK_OF_THE_JDK, USE), "advice", "lock {map}, and {map} again"));
    assertThat(Sightings.onlyOne(knowing).evidence())
        .containsEntry("mapIn", "com.acme.Logins.sessions")
        .containsEntry("advice", "lock sessions, and sessions again")
        .containsEntry("count", 3);
  }

  @Test
  void fieldThatIsNotKnown_adviceIsOfAMap() {
    ignorant.offer(seen(List.<StackFrame[]>of(USE), "advice", "lock {map}"));
    assertThat(Sightings.onlyOne(ignorant).evidence())
        .containsEntry("advice", "lock map")
        .doesNotContainKey("mapIn");
    knowing.offer(seen(List.<StackFrame[]>of(WORK_OF_THE_JDK), "advice", "lock {map}"));
    assertThat(Sightings.onlyOne(knowing).evidence()).containsEntry("advice", "lock map");
  }

  @Test
  void fieldThatTheDetectorKnows_stays() {
    knowing.offer(seen(List.<StackFrame[]>of(USE), "mapIn", "com.acme.Other.map"));
    assertThat(Sightings.onlyOne(knowing).evidence())
        .containsOnly(Map.entry("mapIn", "com.acme.Other.map"), Map.entry("count", 3));
  }

  @Test
  void sightingWithoutStacks_isAsItWas() {
    knowing.offer(seen(List.of(), "advice", "remove it once"));
    assertThat(Sightings.onlyOne(knowing).evidence())
        .containsOnly(Map.entry("advice", "remove it once"), Map.entry("count", 3));
  }

  private static Occurrence.Raw seen(List<StackFrame[]> uses, String name, String value) {
    return new Occurrence.Raw() {
      @Override
      public Occurrence describe() {
        return new Occurrence(
            ConcurrentRemovalDetector.HAZARD,
            Grade.OBSERVED,
            "java.util.HashMap",
            "seen",
            List.of(),
            Map.of(name, value, "count", 3));
      }

      @Override
      public List<StackFrame[]> mapUses() {
        return uses;
      }
    };
  }
}
