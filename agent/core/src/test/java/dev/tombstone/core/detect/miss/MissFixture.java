package dev.tombstone.core.detect.miss;

import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.CallSites.RemoveCall;
import dev.tombstone.core.detect.framework.HandoffQueue;
import dev.tombstone.core.detect.framework.ReturningKeys;
import dev.tombstone.core.detect.framework.SiteCounts;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.hook.DeletionFlags;
import dev.tombstone.hook.Part;
import dev.tombstone.hook.watch.MissHook;
import dev.tombstone.hook.watch.MissObserver;
import dev.tombstone.model.operation.Operation;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The detectors of misses, told of misses as the hook would. */
abstract class MissFixture {
  static final int REMOVE = Operation.REMOVE.ordinal();
  static final int REMOVE_VALUE = Operation.REMOVE_VALUE.ordinal();
  static final RemoveCall LONG_BY_INTEGER =
      new RemoveCall(
          "Ljava/util/Map<Ljava/lang/Long;Ljava/lang/String;>;",
          "java.lang.Long",
          "java.lang.String",
          List.of("java.lang.Integer"),
          null);

  @Nullable RemoveCall declared;
  SiteCounts.@Nullable Counts counts;
  boolean equalsItselfOnly;
  boolean madeForTheCall;
  HandoffQueue handoff = new HandoffQueue();
  MissWatch watch = MissWatch.of(tools(true));
  final Set<Watch> running = new LinkedHashSet<>();
  final Map<Object, Object> map = new HashMap<>();

  static final class Key {
    int number;

    Key(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  @BeforeEach
  void watchBoth() {
    watch(true);
  }

  @AfterEach
  void stop() {
    running.forEach(Watch::stop);
    running.clear();
  }

  void missOften(Object each, @Nullable Object key, @Nullable Object value, int flags) {
    for (int i = 0; i < NeverHits.SIGHTINGS; i++) {
      missOnce(each, key, value, flags);
    }
  }

  /** As the first miss of a second. */
  void missOnce(Object each, @Nullable Object key, @Nullable Object value, int flags) {
    running.forEach(Watch::everySecond);
    miss(each, key, value, flags);
  }

  /** A miss of a removal that begins some time from now. */
  void missLater(Object each, Object key, int flags) {
    running.forEach(Watch::everySecond);
    long later = MissHook.nanos() + TimeUnit.SECONDS.toNanos(1);
    watch.missed(each, each, key, null, key.hashCode(), flags, later);
  }

  private Tools tools(boolean hashesShown) {
    return new Tools(
        callSites(),
        call -> counts,
        (operations, atLeast) -> List.of(),
        ReturningKeys.NONE,
        new Tools.Options(OptionalInt.empty(), false, false, hashesShown));
  }

  private CallSites callSites() {
    return new CallSites() {
      @Override
      public @Nullable RemoveCall at(StackFrame frame, Class<?> type) {
        return declared;
      }

      @Override
      public boolean equalsItselfOnly(Class<?> type) {
        return equalsItselfOnly;
      }

      @Override
      public boolean isMadeForTheCall(List<StackFrame> frames) {
        return madeForTheCall;
      }
    };
  }

  void watch(boolean hashesShown) {
    stop();
    Tools tools = tools(hashesShown);
    handoff = tools.handoff();
    watch = MissWatch.of(tools);
    running.addAll(new NeverHitsDetector().watches(tools, Part.FIRST_DETECTOR));
    running.addAll(new MutatedKeyDetector().watches(tools, Part.FIRST_DETECTOR + 1));
    for (Watch each : running) {
      each.warmUp();
      each.start(0);
    }
  }

  /**
   * Inside a method of the JDK of this name, as all removals are that a line's declaration is of.
   */
  static void inRemove(Runnable miss) {
    boolean unused = new ArrayList<Object>(List.of("element")).remove(new Inside(miss));
  }

  /** Runs it when it is asked whether it equals something. */
  @SuppressWarnings("EqualsHashCode")
  private record Inside(Runnable miss) {
    @Override
    public boolean equals(@Nullable Object other) {
      miss.run();
      return false;
    }
  }

  void miss(Object each, @Nullable Object key, @Nullable Object value, int flags) {
    boolean hashed = (flags & DeletionFlags.HASHED) != 0 && key != null;
    int own = hashed ? Objects.requireNonNull(key).hashCode() : 0;
    int spread = each instanceof HashMap ? own ^ (own >>> 16) : own;
    int more = hashed && each instanceof HashMap ? DeletionFlags.SPREAD : 0;
    inRemove(
        () -> watch.missed(each, each, key, value, spread, flags | more, MissObserver.NOT_TIMED));
  }
}
