package dev.tombstone.hook.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkHookTest {
  private static final int CALL = 1;

  private final List<String> seen = new ArrayList<>();
  private final Map<String, String> map = new HashMap<>(Map.of("key", "value"));

  @BeforeEach
  void observe() {
    BulkHook.observe(new Notes(), Part.FIRST_DETECTOR);
  }

  @AfterEach
  void stop() {
    BulkHook.stopObserving();
  }

  @Test
  void call_thatIsTimed_isShownWithWhatItDid() throws Exception {
    onNewThread(() -> call(map));
    assertThat(seen).containsExactly("1 of 1, 7 visited, 3 removed, argument, timed");
  }

  @Test
  void call_onNoMapOfTheJdk_isNotShown() throws Exception {
    onNewThread(() -> call(List.of()));
    assertThat(seen).isEmpty();
  }

  @Test
  void call_insideAnObserver_isNotShown() throws Exception {
    BulkHook.observe(
        new Notes() {
          @Override
          public void called(
              Object on,
              Object collection,
              @Nullable Object argument,
              int call,
              long before,
              int visited,
              int removed,
              long nanos,
              int shift) {
            super.called(on, collection, argument, call, before, visited, removed, nanos, shift);
            call(map);
          }
        },
        Part.FIRST_DETECTOR);
    onNewThread(() -> call(map));
    assertThat(seen).hasSize(1);
  }

  @Test
  void clear_ofASmallTable_isNotTimed() {
    assertThat(BulkHook.enterClear(map)).isZero();
    assertThat(BulkHook.enterClear(new HashMap<>(100_000))).as("no table yet").isZero();
  }

  @Test
  void clear_ofALargeTable_isTimed() throws Exception {
    Map<String, String> large = new HashMap<>(BulkHook.LARGE_TABLE);
    large.put("key", "value");
    List<Long> tickets = new ArrayList<>();
    onNewThread(() -> tickets.add(BulkHook.enterClear(large)));
    assertThat(tickets.get(0)).isPositive();
  }

  @Test
  void observer_thatFails_doesNoHarm() throws Exception {
    BulkHook.observe(
        new Notes() {
          @Override
          public void called(
              Object on,
              Object collection,
              @Nullable Object argument,
              int call,
              long before,
              int visited,
              int removed,
              long nanos,
              int shift) {
            throw new IllegalStateException("on purpose");
          }
        },
        Part.FIRST_DETECTOR);
    onNewThread(
        () -> {
          call(map);
          BulkHook.observe(new Notes(), Part.FIRST_DETECTOR);
          for (int i = 0; i < 1_000; i++) {
            call(map);
          }
        });
    assertThat(seen).isNotEmpty();
  }

  @Test
  void stopObserving_calls_areNotTimed() {
    BulkHook.stopObserving();
    assertThat(BulkHook.enter()).isZero();
  }

  private static void call(Object on) {
    long ticket = BulkHook.enter();
    long before = BulkHook.sizeBefore(ticket, on);
    BulkHook.exit(ticket, before, 7, 3, on, "argument", CALL);
  }

  /** Whose first call is timed. */
  private static void onNewThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
  }

  private class Notes implements BulkObserver {
    @Override
    public void called(
        Object on,
        Object collection,
        @Nullable Object argument,
        int call,
        long before,
        int visited,
        int removed,
        long nanos,
        int shift) {
      seen.add(
          "%d of %d, %d visited, %d removed, %s, %s"
              .formatted(
                  call, before, visited, removed, argument, nanos > 0 ? "timed" : "not timed"));
    }
  }
}
