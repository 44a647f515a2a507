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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final FindingLog log;

  /** The watches of each detector, by its place in the list; made when it is first switched on. */
  private final List<@Nullable List<Watch>> watches = new ArrayList<>();

  /** Every watch that was made. */
  private final Set<Watch> made = new LinkedHashSet<>();

  private final Set<Watch> running = new LinkedHashSet<>();
  private Set<Hazard> chosen = Set.of();

  /** What is woven for those. */
  private Set<Layer> woven = Set.of();

  private long lastSecond;
  private int seconds;

  /** What the detectors need woven into the JDK, beyond counting. */
  public interface Weaving {
    /** Weaves these layers, and takes all others out. */
    void weave(Set<Layer> layers);
  }

  /** Detectors that are all off. */
  public Detection(SteadyClock clock, Weaving weaving, Detectors detectors, Tools tools) {
    this.clock = clock;
    this.weaving = weaving;
    this.detectors = detectors;
    this.tools = tools;
    log = new FindingLog(detectors.hazards(), tools.options().logged());
    for (int i = 0; i < detectors.all().size(); i++) {
      watches.add(null);
    }
  }

  /**
   * Turns these on and all others off. What failed, for want of memory say, is done by the next
   * call.
   */
  public synchronized void choose(Set<Hazard> hazards) {
    takeIn();
    chosen = Set.copyOf(hazards);
    Set<Watch> wanted = watchesFor(hazards);
    for (Watch watch : List.copyOf(running)) {
      if (!wanted.contains(watch)) {
        watch.stop();
        running.remove(watch);
      }
    }
    wanted.removeAll(running);
    if (!wanted.isEmpty()) {
      tools.stacks().warmUp();
    }
    wanted.forEach(Watch::warmUp);
    Set<Layer> layers = detectors.layersFor(hazards);
    if (!layers.equals(woven)) {
      weaving.weave(layers);
      woven = layers;
    }
    for (Watch watch : wanted) {
      watch.start(System.nanoTime());
      running.add(watch);
    }
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
  }

  /** Those that are on. */
  public synchronized Set<Hazard> chosen() {
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

  /** Sightings that became no finding, by reason, since start. */
  public synchronized Map<String, Long> dropped() {
    return Map.of(
        "finding_handover_full", tools.handoff().dropped(),
        "finding_log_full", log.overflow(),
        "finding_stack_refused", made.stream().mapToLong(Watch::withoutStack).sum());
  }

  private Set<Watch> watchesFor(Set<Hazard> hazards) {
    Set<Watch> wanted = new LinkedHashSet<>();
    for (int i = 0; i < watches.size(); i++) {
      Detector detector = detectors.all().get(i);
      if (hazards.contains(detector.hazard())) {
        List<Watch> own = watches.get(i);
        if (own == null) {
          own = detector.watches(tools, Part.FIRST_DETECTOR + i);
          watches.set(i, own);
          made.addAll(own);
        }
        wanted.addAll(own);
      }
    }
    return wanted;
  }

  /** A detector that is off may share what it sees with one that is on. */
  private void takeIn() {
    tools
        .handoff()
        .drain(
            occurrence -> {
              if (chosen.contains(occurrence.hazard())) {
                log.add(occurrence, Instant.ofEpochMilli(clock.millis()));
              }
            });
  }
}
