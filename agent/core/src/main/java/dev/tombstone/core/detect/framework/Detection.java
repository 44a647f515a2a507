package dev.tombstone.core.detect.framework;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.hook.Part;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.FindingsSnapshot;
import dev.tombstone.model.snapshot.LatencyHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The detectors of this JVM: which are on, and what they found.
 *
 * <p>{@link #choose} and {@link #tick} are for agent threads.
 */
public final class Detection {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int SWEEP_SECONDS = 10;

  private final SteadyClock clock;
  private final Weaving weaving;
  private final Detectors detectors;
  private final Tools tools;
  private final Consumer<Throwable> errors;
  private final FindingLog log;

  /** The watches of each detector; made when it is first switched on. */
  private final Map<Detector, List<Watch>> watches = new HashMap<>();

  /** Every watch that was made. */
  private final Set<Watch> made = new LinkedHashSet<>();

  private final Set<Watch> running = new LinkedHashSet<>();
  private Set<Detector> chosen = Set.of();

  /** Map classes whose removals the watches of those have asked for. */
  private Set<String> traced = Set.of();

  private Layer.Woven woven = Layer.Woven.NOTHING;

  private long lastSecond;
  private int seconds;

  /** What the detectors need woven into the JDK, beyond counting. */
  public interface Weaving {
    /** Weaves this, and takes all else out. */
    void weave(Layer.Woven layers);
  }

  /**
   * Detectors that are all off.
   *
   * @param errors told why a watch cannot be started
   */
  public Detection(
      SteadyClock clock,
      Weaving weaving,
      Detectors detectors,
      Tools tools,
      Consumer<Throwable> errors) {
    this.clock = clock;
    this.weaving = weaving;
    this.detectors = detectors;
    this.tools = tools;
    this.errors = errors;
    log = new FindingLog(detectors.hazards(), new LogLines(tools.options().logged()));
  }

  /**
   * Turns these on and all others off. Detectors of which a watch cannot be warmed up stay off.
   * What failed otherwise, for want of memory say, is done by the next call.
   */
  public synchronized void choose(Set<Detector> newlyChosen) {
    takeIn();
    chosen = Set.copyOf(newlyChosen);
    apply(asked());
  }

  /**
   * Turns all off for good. What is woven for them stays and sees nothing; whoever goes on without
   * the agent takes all that is woven out at once.
   */
  public synchronized void stop() {
    running.forEach(Watch::stop);
    running.clear();
    takeIn();
    chosen = Set.of();
    traced = Set.of();
  }

  /** Those that are on. */
  public synchronized Set<Detector> chosen() {
    return chosen;
  }

  /** Whether sightings wait to be taken in, which ask what is known of their call sites. */
  public boolean isWaiting() {
    return tools.handoff().isWaiting();
  }

  /** Takes in what was seen; to be called several times a second. */
  public synchronized void tick(long nowNanos) {
    takeIn();
    running.forEach(watch -> watch.tick(nowNanos));
    if (nowNanos - lastSecond < SECOND_NANOS) {
      return;
    }
    lastSecond = nowNanos;
    tools.stacks().refill();
    running.forEach(Watch::everySecond);
    if (++seconds % SWEEP_SECONDS == 0) {
      made.forEach(Watch::sweep);
    }
    Set<String> asked = asked();
    if (!asked.equals(traced)) {
      apply(asked);
    }
  }

  /** What was found so far. */
  public synchronized FindingsSnapshot findings() {
    takeIn();
    return log.snapshot(clock.setMillis());
  }

  /** How often each hazard was sighted with each grade it can have, since start. */
  public synchronized List<AgentSnapshot.Sightings> sightings() {
    takeIn();
    return log.sightings();
  }

  /** How long calls worked on tables being resized or cleaned up, by map class, since start. */
  public synchronized List<LatencyHistogram> resizeAssists() {
    List<LatencyHistogram> assists = new ArrayList<>();
    made.forEach(watch -> assists.addAll(watch.resizeAssists()));
    return assists;
  }

  /** How long whole calls took that remove many entries, by map class, since start. */
  public synchronized List<LatencyHistogram> bulkCalls() {
    List<LatencyHistogram> calls = new ArrayList<>();
    made.forEach(watch -> calls.addAll(watch.bulkCalls()));
    return calls;
  }

  /** Sightings that became no finding, by reason, since start. */
  public synchronized Map<String, Long> dropped() {
    return Map.of(
        "finding_handover_full", tools.handoff().dropped(),
        "finding_log_full", log.overflow(),
        "finding_stack_refused", made.stream().mapToLong(Watch::withoutStack).sum());
  }

  /** Puts the choice in force, with removals from maps of these classes as they were asked for. */
  private void apply(Set<String> removalsOf) {
    Set<Detector> inForce = new LinkedHashSet<>();
    for (Detector detector : chosen) {
      inForce.add(inForce(detector, removalsOf));
    }
    Set<Watch> wanted = watchesOf(inForce);
    for (Watch watch : List.copyOf(running)) {
      if (!wanted.contains(watch)) {
        watch.stop();
        running.remove(watch);
      }
    }
    Set<Watch> starting = new LinkedHashSet<>(wanted);
    starting.removeAll(running);
    if (!starting.isEmpty()) {
      tools.warmUp();
    }
    if (leaveOut(notReady(starting), removalsOf)) {
      apply(removalsOf);
      return;
    }
    Layer.Woven layers = new Layer.Woven(Detectors.layersFor(inForce), removalsOf);
    if (!layers.equals(woven)) {
      weaving.weave(layers);
      woven = layers;
    }
    for (Watch watch : wanted) {
      watch.woven(layers);
    }
    for (Watch watch : starting) {
      watch.start(System.nanoTime());
      running.add(watch);
    }
    traced = removalsOf;
  }

  private static Detector inForce(Detector detector, Set<String> removalsOf) {
    return removalsOf.isEmpty() ? detector : detector.tracing();
  }

  /** Those that cannot be warmed up; the others are. */
  private Set<Watch> notReady(Set<Watch> starting) {
    Set<Watch> notReady = new LinkedHashSet<>();
    for (Watch watch : starting) {
      try {
        watch.warmUp();
      } catch (RuntimeException | LinkageError error) {
        errors.accept(error);
        notReady.add(watch);
      }
    }
    return notReady;
  }

  /** Turns the detectors of these off; whether there are any. */
  private boolean leaveOut(Set<Watch> notReady, Set<String> removalsOf) {
    Set<Detector> left = new LinkedHashSet<>(chosen);
    left.removeIf(
        detector ->
            !Collections.disjoint(watchesOf(Set.of(inForce(detector, removalsOf))), notReady));
    boolean leftOut = left.size() < chosen.size();
    chosen = left;
    return leftOut;
  }

  /** Map classes whose removals are to be woven for detectors that ask for them. */
  private Set<String> asked() {
    Set<String> asked = new LinkedHashSet<>();
    for (Detector detector : chosen) {
      if (isTraced(detector)) {
        for (Watch watch : watches.getOrDefault(detector, List.of())) {
          asked.addAll(watch.asksRemovalsOf());
        }
      }
    }
    return asked;
  }

  /** By identity: a detector is equal to itself only. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isTraced(Detector detector) {
    return detector.tracing() != detector;
  }

  /** In the order of the list, in which they start. */
  private Set<Watch> watchesOf(Set<Detector> inForce) {
    Set<Watch> wanted = new LinkedHashSet<>();
    for (int i = 0; i < detectors.all().size(); i++) {
      for (Detector detector : inForce) {
        if (detector.hazard().equals(detectors.all().get(i).hazard())) {
          wanted.addAll(watchesOf(detector, Part.FIRST_DETECTOR + i));
        }
      }
    }
    made.addAll(wanted);
    return wanted;
  }

  private List<Watch> watchesOf(Detector detector, int part) {
    List<Watch> known = watches.get(detector);
    if (known == null) {
      known = detector.watches(tools, part);
      watches.put(detector, known);
    }
    return known;
  }

  /** A detector that is off may share what it sees with one that is on. */
  private void takeIn() {
    tools
        .handoff()
        .drain(
            occurrence -> {
              if (isChosen(occurrence.hazard())) {
                log.add(occurrence, Instant.ofEpochMilli(clock.millis()));
              }
            });
  }

  private boolean isChosen(Hazard hazard) {
    for (Detector detector : chosen) {
      if (detector.hazard().equals(hazard)) {
        return true;
      }
    }
    return false;
  }

  /** Writes to the log if anybody wants it; the logger is made for the first line. */
  private record LogLines(boolean logged) implements Consumer<String> {
    @Override
    public void accept(String line) {
      if (logged) {
        LoggerFactory.getLogger("tombstone").warn("{}", line);
      }
    }
  }
}
