package dev.tombstone.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.jdk.MapViews;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code removeIf} as its woven body tells the hook of it. */
class BulkRemovalTest {
  private static final int REMOVE = OperationCode.REMOVE;
  private static final int ITERATOR = OperationCode.ITERATOR;
  private static final int REMOVE_IF = OperationCode.REMOVE_IF;

  private final Map<String, String> map = new HashMap<>();
  private final Iterator<String> iterator = map.keySet().iterator();
  private final MapCounters counters = CounterTable.of(HashMap.class);
  private long removed;
  private long removedIf;
  private long byIterator;

  @BeforeEach
  void start() {
    MapViews.set(new Class<?>[] {map.keySet().getClass()}, new String[] {"this$0"}, new int[] {1});
    RecordingControl.setRatioShift(2);
    RecordingControl.setCounting(true);
    removed = counters.removed(REMOVE);
    removedIf = counters.removed(REMOVE_IF);
    byIterator = counters.removed(ITERATOR);
  }

  @AfterEach
  void stop() {
    RecordingControl.setCounting(false);
    RecordingControl.stopSampling();
    MapViews.set(new Class<?>[0], new String[0], new int[0]);
  }

  @Test
  void eachEntry_isRemovedByTheCall_andThePredicatesAreNot() {
    ScopeStack scopes = null;
    for (int i = 0; i < 1_000; i++) {
      if (i % 3 == 0) {
        // The predicate deletes from the same map, by an iterator and without.
        removeBy(ITERATOR);
        Removals.hit(map);
      }
      scopes = push(scopes, map.keySet());
      assertThat(scopes.level).isEqualTo(BulkRemoval.LEVEL);
      removeBy(ITERATOR);
      OperationScope.pop(scopes, scopes.level);
    }
    assertThat(counters.removed(REMOVE_IF) - removedIf).isEqualTo(1_000);
    assertThat(counters.removed(ITERATOR) - byIterator).isEqualTo(334);
    assertThat(counters.removed(REMOVE) - removed).isEqualTo(334);
  }

  @Test
  void ratioChangesInBetween_countsAreExact() {
    ScopeStack scopes = null;
    for (int i = 0; i < 1_000; i++) {
      RecordingControl.setRatioShift(i % 5);
      scopes = push(scopes, map.keySet());
      removeBy(ITERATOR);
      OperationScope.pop(scopes, scopes.level);
    }
    assertThat(counters.removed(REMOVE_IF) - removedIf).isEqualTo(1_000);
  }

  @Test
  void removalThatFails_nextDeletionIsItsOwn() {
    ScopeStack scopes = push(null, map.keySet());
    // As the handler does, once with room for the call and once without.
    scopes.abandoned = scopes.level;
    OperationScope.pop(scopes, scopes.level);
    Removals.hit(map);
    scopes = push(scopes, map.keySet());
    scopes.abandoned = scopes.level;
    Removals.hit(map);
    assertThat(counters.removed(REMOVE) - removed).isEqualTo(2);
    assertThat(counters.removed(REMOVE_IF) - removedIf).isZero();
    scopes = push(scopes, map.keySet());
    removeBy(ITERATOR);
    OperationScope.pop(scopes, scopes.level);
    assertThat(counters.removed(REMOVE_IF) - removedIf).isEqualTo(1);
  }

  @Test
  void withinAScope_theScopeDecides() {
    ScopeStack outer = OperationScope.pushRemoval("key", map, OperationCode.COMPUTE);
    ScopeStack scopes = push(null, map.keySet());
    removeBy(ITERATOR);
    OperationScope.pop(scopes, scopes.level);
    OperationScope.pop(outer, 1);
    assertThat(scopes.level).isNotEqualTo(BulkRemoval.LEVEL);
    assertThat(counters.removed(REMOVE_IF) - removedIf).isZero();
  }

  @Test
  void threadWhoseFirstPlaceIsTaken_countsTheSame() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch hasCell = new CountDownLatch(1);
    Thread first =
        new Thread(
            () -> {
              Removals.hit(map);
              hasCell.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                return;
              }
            });
    // Ids follow one another: the last of these has the first one's place.
    Thread last = first;
    for (int i = 0; i < 1_024; i++) {
      last = new Thread(() -> removeOne(push(null, map.keySet())));
    }
    first.start();
    hasCell.await();
    last.start();
    last.join();
    done.countDown();
    first.join();
    assertThat(counters.removed(REMOVE_IF) - removedIf).isEqualTo(1);
    assertThat(counters.removed(ITERATOR) - byIterator).isZero();
  }

  @Test
  void viewOfTheApplication_getsAScope() {
    Set<String> view =
        new AbstractSet<>() {
          @Override
          public Iterator<String> iterator() {
            return iterator;
          }

          @Override
          public int size() {
            return 0;
          }
        };
    ScopeStack scopes = push(null, view);
    assertThat(scopes.level).isEqualTo(1);
    removeBy(ITERATOR);
    OperationScope.pop(scopes, scopes.level);
    assertThat(counters.removed(REMOVE_IF) - removedIf).isEqualTo(1);
  }

  private ScopeStack push(@Nullable ScopeStack known, Object owner) {
    return OperationScope.pushIterator(known, iterator, owner, REMOVE_IF);
  }

  private void removeOne(ScopeStack scopes) {
    removeBy(ITERATOR);
    OperationScope.pop(scopes, scopes.level);
  }

  private void removeBy(int operation) {
    int flags = operation | DeletionFlags.HITS_ONLY;
    long[] row = RemovalHook.enter(map, "key", flags);
    RemovalHook.record(row, "", RemovalHook.BY_RESULT, map, "key", null, 0, flags);
  }
}
