package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.sampling.Gate;
import dev.tombstone.hook.sampling.Sampling;
import dev.tombstone.hook.watch.MutationHook;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a deletion that is not sampled reads beside its own thread's words: nobody writes any of it
 * for a deletion, sampled or not. On a machine of many processors each such write would be a miss
 * of the cache for all of them.
 */
class SharedWordsTest {
  private static final int THREADS = 4;
  private static final int DELETIONS = 50_000;

  /** All static words of these are read on the way, or lie beside those that are. */
  private static final List<Class<?>> READ =
      List.of(
          Gate.class, Sampling.class, ThreadCells.class, CounterTable.class, MutationHook.class);

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
    RecordingControl.stopSampling();
  }

  @Test
  void deletions_halfOfThemSampled_writeNothingThatOthersRead() throws Exception {
    RecordingControl.setRatioShift(1);
    RecordingControl.setCounting(true);
    MapCounters counters = CounterTable.of(HashMap.class);
    long counted = counters.removed(OperationCode.REMOVE);
    CountDownLatch known = new CountDownLatch(THREADS);
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                Map<String, String> map = new HashMap<>();
                // The first of a thread puts its cell into the table.
                Removals.hit(map);
                known.countDown();
                try {
                  begin.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int deletion = 1; deletion < DELETIONS; deletion++) {
                  Removals.hit(map);
                }
              });
      threads.add(thread);
      thread.start();
    }
    known.await();
    Map<String, Object> before = words();
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counters.removed(OperationCode.REMOVE) - counted)
        .isEqualTo((long) THREADS * DELETIONS);
    assertThat(words()).isEqualTo(before);
    assertThat(before).containsKeys("Gate.word", "ThreadCells.TABLE", "MutationHook.CHOSEN");
  }

  /** By name; what an array holds, and which object a reference is to. */
  private static Map<String, Object> words() throws IllegalAccessException {
    Map<String, Object> words = new LinkedHashMap<>();
    for (Class<?> type : READ) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Object value = field.get(null);
          words.put(type.getSimpleName() + "." + field.getName(), content(value));
        }
      }
    }
    return words;
  }

  private static Object content(Object value) {
    if (value == null || !value.getClass().isArray()) {
      return word(value);
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      elements.add(word(Array.get(value, i)));
    }
    return elements;
  }

  private static Object word(Object value) {
    boolean primitive = value instanceof Number || value instanceof Boolean;
    return primitive ? value : System.identityHashCode(value);
  }
}
