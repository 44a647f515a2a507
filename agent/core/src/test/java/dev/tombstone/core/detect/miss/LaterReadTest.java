package dev.tombstone.core.detect.miss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.Grade;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A line whose class may not be read when it is first seen. */
class LaterReadTest {
  private boolean mayRead;
  private int asked;

  private final CallSites callSites =
      new CallSites() {
        @Override
        public boolean mayRead() {
          return mayRead;
        }

        @Override
        public RemoveCall at(StackFrame frame, Class<?> type) {
          asked++;
          return new RemoveCall(
              "Map", "java.lang.Long", "java.lang.String", List.of("java.lang.Integer"), null);
        }
      };

  @Test
  void wrongClassOfKey_classNotReadYet_isProvenOnceItIs() {
    Tools tools =
        new Tools(
            callSites,
            call -> null,
            (operations, atLeast) -> List.of(),
            ReturningKeys.NONE,
            new Tools.Options(OptionalInt.empty(), false, false, false));
    Map<Object, Object> map = new HashMap<>(Map.of(1L, "text"));
    MissWatch watch = MissWatch.of(tools);
    List<Watch> running = new NeverHitsDetector().watches(tools, Part.FIRST_DETECTOR);
    running.forEach(each -> each.start(0));
    List<Grade> grades = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        mayRead = i > 1;
        watch.everySecond();
        MissFixture.inRemove(
            () ->
                watch.missed(
                    map,
                    map,
                    5,
                    null,
                    5,
                    Operation.REMOVE.ordinal() | DeletionFlags.HASHED,
                    MissObserver.NOT_TIMED));
        tools.handoff().drain((Occurrence occurrence) -> grades.add(occurrence.grade()));
        assertThat(grades).hasSize(Math.max(0, i - 1));
      }
    } finally {
      running.forEach(Watch::stop);
    }
    assertThat(grades).containsExactly(Grade.PROVEN, Grade.PROVEN);
    assertThat(asked).isEqualTo(1);
  }
}
