package dev.tombstone.core.detect.closing;

import static dev.tombstone.core.detect.framework.Sightings.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.framework.ClosingClasses;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.value.CloseHook;
import dev.tombstone.hook.value.CloseObserver;
import dev.tombstone.model.snapshot.Grade;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch as woven code and the hook call it; objects are collected for real. */
class UnclosedAfterRemovalTest {
  /** Has to be closed. */
  private static class Link implements AutoCloseable {
    @Override
    public void close() {}
  }

  /** Is cleaned up after. */
  private static final class CleanedLink extends Link {}

  private static final class PooledLink extends Link {}

  /** Holds another one. */
  private static final class Wrapper implements AutoCloseable {
    private @Nullable Link held = new Link();

    @Override
    public void close() {}
  }

  private final List<Class<?>> forgotten = new ArrayList<>();
  private final HandoffQueue handoff = new HandoffQueue();
  private final Map<String, Object> map = new HashMap<>();
  private final ClosingClasses classes =
      new ClosingClasses() {
        @Override
        public Told tell(Class<?> type) {
          if (!AutoCloseable.class.isAssignableFrom(type)) {
            return Told.NOTHING_TO_CLOSE;
          }
          return new Told(
              Verdict.TELLS,
              type == CleanedLink.class,
              type == PooledLink.class,
              false,
              type == Wrapper.class ? List.of(new Field(type, "held", true)) : List.of());
        }

        @Override
        public void forget() {
          forgotten.add(Object.class);
        }
      };

  private final UnclosedAfterRemoval watch =
      new UnclosedAfterRemoval(classes, handoff, Part.FIRST_DETECTOR);

  /** All classes are known before any object of a test is made. */
  @BeforeEach
  void start() {
    watch.warmUp();
    watch.start(System.nanoTime());
    for (Object each : List.of(new Link(), new CleanedLink(), new PooledLink(), new Wrapper())) {
      watch.removed(map, "java.util.HashMap", each, OperationCode.REMOVE);
    }
    watch.tick(System.nanoTime());
  }

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void removed_neverClosed_isProvenOnceItIsUnreachable() {
    removed(made(new Link()));
    Occurrence found = onlyOne();
    assertThat(found.grade()).isEqualTo(Grade.PROVEN);
    assertThat(found.mapClass()).isEqualTo("java.util.HashMap");
    assertThat(found.summary()).contains("Link left the map at ", "was never closed");
    assertThat(found.evidence())
        .containsEntry("class", Link.class.getName())
        .containsEntry("operation", "remove")
        .containsKeys("removal", "unreachableAfterSeconds", "witness", "advice");
  }

  @Test
  void cleared_neverClosed_isProven() {
    map.put("key", made(new Link()));
    watch.clearing(map);
    map.clear();
    assertThat(onlyOne().evidence()).containsEntry("operation", "clear");
  }

  @Test
  void closedBeforeOrAfter_orStillReachable_silent() {
    Link before = made(new Link());
    watch.closing(before);
    removed(before);
    Link after = made(new Link());
    removed(after);
    watch.closing(after);
    Link kept = made(new Link());
    removed(kept);
    before = null;
    after = null;
    assertThat(collected()).isEmpty();
    assertThat(kept).isNotNull();
  }

  @Test
  void notRemoved_orMadeUnseen_silent() {
    made(new Link());
    removed(new Link());
    assertThat(collected()).isEmpty();
  }

  @Test
  void closeThatCouldNotBeShown_allThatWasFollowedIsForgotten() {
    removed(made(new Link()));
    CloseObserver failing =
        new CloseObserver() {
          @Override
          public void made(Object object) {}

          @Override
          public void closing(Object object) {
            throw new StackOverflowError();
          }
        };
    CloseHook.observe(failing, Part.FIRST_DETECTOR);
    CloseHook.closing(new Object());
    assertThat(collected()).isEmpty();
    removed(made(new Link()));
    assertThat(onlyOne().grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void cleanedLater_isObserved() {
    removed(made(new CleanedLink()));
    Occurrence found = onlyOne();
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.summary()).contains("may clean up after it, late");
  }

  @Test
  void closeThatHandsSomethingOver_isObserved() {
    removed(made(new PooledLink()));
    Occurrence found = onlyOne();
    assertThat(found.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(found.summary()).endsWith("to another object, which others may have done");
  }

  @Test
  void whatItHolds_decides() {
    Wrapper closedInside = made(new Wrapper());
    watch.closing(made(Objects.requireNonNull(closedInside.held)));
    removed(closedInside);
    closedInside = null;
    assertThat(collected()).isEmpty();
    removed(made(new Wrapper()));
    Occurrence unknown = onlyOne();
    assertThat(unknown.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(unknown.summary())
        .contains("Link in its field held, which may have been closed by itself");
    Wrapper emptied = made(new Wrapper());
    emptied.held = null;
    removed(emptied);
    emptied = null;
    Occurrence before = onlyOne();
    assertThat(before.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(before.summary()).contains("What was in its field held may have been closed");
    Wrapper lost = made(new Wrapper());
    made(Objects.requireNonNull(lost.held));
    removed(lost);
    lost = null;
    assertThat(onlyOne().grade()).isEqualTo(Grade.PROVEN);
  }

  @Test
  void sweep_whileSwitchedOff_putsTheClassesBackOnce() {
    watch.sweep();
    assertThat(forgotten).isEmpty();
    watch.stop();
    watch.sweep();
    watch.sweep();
    assertThat(forgotten).hasSize(1);
  }

  private <T> T made(T object) {
    watch.made(object);
    return object;
  }

  private void removed(Object value) {
    watch.removed(map, "java.util.HashMap", value, OperationCode.REMOVE);
  }

  private Occurrence onlyOne() {
    List<Occurrence> all = collected();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** What was found once all that is garbage has been collected. */
  private List<Occurrence> collected() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return garbage.refersTo(null);
            });
    List<Occurrence> all = new ArrayList<>();
    // Objects are handed to the queue a little after the collection.
    long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
    while (System.nanoTime() < end) {
      watch.tick(System.nanoTime());
      all.addAll(found(handoff));
      Thread.onSpinWait();
    }
    return all;
  }
}
