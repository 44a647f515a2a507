package dev.tombstone.core.aggregate;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.AgentConfig;
import dev.tombstone.core.config.KeyConfig;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.core.limits.Fuses;
import dev.tombstone.core.query.HotKeyQuery;
import dev.tombstone.core.query.MapsQuery;
import dev.tombstone.core.window.Entropy;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.model.finding.Hazard;
import dev.tombstone.model.sketch.SketchWriter;
import dev.tombstone.model.snapshot.AgentSnapshot;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import dev.tombstone.model.snapshot.DistributionSnapshot;
import dev.tombstone.model.snapshot.FindingsSnapshot;
import dev.tombstone.model.snapshot.HealthSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.LatencyHistogram;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.Settings;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's middle, from the ring to the snapshots.
 *
 * <p>{@link #install} makes the recording path count and sample; {@link #start}, which may take its
 * time, makes the detectors watch.
 */
public final class AgentCore implements SnapshotSource {
  private final String version;
  private final SteadyClock clock;
  private final Aggregation aggregation;
  private final Supplier<CoverageSnapshot> coverage;
  private final ErrorLog errors;
  private final List<String> degraded = new CopyOnWriteArrayList<>();
  private final List<Supplier<Optional<String>>> passing = new CopyOnWriteArrayList<>();
  private final List<Runnable> everyTick = new CopyOnWriteArrayList<>();
  private final Map<String, LongSupplier> alsoCounted = new ConcurrentHashMap<>();
  private final Detectors detectors;
  private final Detection detection;
  private final SelfCare care;
  private final Drain drain;
  private final long startMillis;

  /** When it started, by the wall clock of then. */
  private Instant start;

  private final UUID instance = Entropy.uuid();
  private final LiveSettings settings;

  /** A core that does nothing yet. */
  public AgentCore(AgentConfig config, Surroundings surroundings) {
    version = surroundings.version();
    clock = surroundings.clock();
    coverage = surroundings.coverage();
    errors = surroundings.errors();
    aggregation = new Aggregation(config, clock);
    detectors = config.detectors().known();
    detection =
        new Detection(
            clock,
            surroundings.weaving(),
            detectors,
            new Tools(
                surroundings.callSites(),
                aggregation::siteCounts,
                new EvictedKeys(aggregation),
                aggregation.repeated,
                surroundings.closingClasses(),
                new Tools.Options(
                    config.detectors().mapsShift(),
                    config.detectors().stalls(),
                    config.detectors().logged(),
                    config.keys().display() == KeyConfig.Display.PLAIN)),
            error -> errors.add("detector", error));
    settings = new LiveSettings(config, aggregation, detection);
    Fuses fuses =
        new Fuses(
            aggregation.ring().failures(), errors, detectors, this::degrade, this::detectorsOff);
    care = new SelfCare(config.cpuLimit(), aggregation, fuses);
    drain = new Drain(aggregation, detection, this::tick, error -> errors.add("drain", error));
    startMillis = clock.millis();
    start = clock.shown(startMillis);
    degraded.addAll(config.problems());
    Rehearsal.run(config);
  }

  /** Makes the recording path count, and sample into this core's ring; then starts the drain. */
  public void install() {
    RecordingControl.setSink(aggregation.ring());
    settings.applySampling();
    RecordingControl.setCounting(true);
    drain.start();
  }

  /** Starts the detectors. */
  public void start() {
    settings.applyDetectors();
  }

  /** To be called at the end of a thread of the agent: what it took is counted with the rest. */
  public void noteProcessorTime() {
    care.noteProcessorTime();
  }

  /** Says in {@code /healthz} what does not work; one plain sentence. */
  public void degrade(String sentence) {
    degraded.add(sentence);
  }

  /** Says in {@code /healthz} what this answers, whenever it answers something. */
  public void degradeWhile(Supplier<Optional<String>> sentence) {
    passing.add(sentence);
  }

  /** Has this done by the drain's thread, several times a second to once a second. */
  public void everyTick(Runnable task) {
    everyTick.add(task);
  }

  /** Counts what this answers with the agent's own errors, as this kind, once there are any. */
  public void countErrors(String kind, LongSupplier count) {
    alsoCounted.put(kind, count);
  }

  /** Counts nothing from now on, whatever is asked for. */
  public void stopCounting() {
    settings.end();
  }

  /**
   * Stops the drain; counts, sampled detail and findings stay readable. What the ring still holds
   * is taken in by whoever asks for detail, and at once only if somebody listens.
   */
  public void close() {
    detection.stop();
    drain.stop();
    aggregation.drainForListener();
  }

  @Override
  public MapsSnapshot maps() {
    return MapsQuery.answer();
  }

  @Override
  public HotKeysSnapshot hotKeys(Window window, int k, String map, String op, Set<Code> code) {
    return aggregation.hotKeys(new HotKeyQuery.Question(window, k, map, op, code));
  }

  @Override
  public DistributionSnapshot distribution(Window window) {
    return aggregation.distribution(window);
  }

  @Override
  public byte[] sketch(Window window) {
    return SketchWriter.bytes(aggregation.sketch(window, instance));
  }

  @Override
  public SitesSnapshot sites(Window window, int k, Set<Code> code) {
    return aggregation.sites(window, k, code);
  }

  @Override
  public StacksSnapshot stacks(Window window, Set<Code> code) {
    return aggregation.stacks(window, code);
  }

  @Override
  public FindingsSnapshot findings() {
    return detection.findings();
  }

  @Override
  public CoverageSnapshot coverage() {
    return coverage.get();
  }

  @Override
  public HealthSnapshot health() {
    care.noteFailures();
    // A step of the start that is taken again says what it says again.
    Set<String> all = new LinkedHashSet<>(degraded);
    all.addAll(care.complaints());
    passing.forEach(sentence -> sentence.get().ifPresent(all::add));
    all.addAll(errors.complaints());
    return new HealthSnapshot("up", List.copyOf(all));
  }

  @Override
  public AgentSnapshot agent() {
    care.noteFailures();
    int shift = RecordingControl.ratioShift();
    Map<String, Long> kinds = new TreeMap<>(errors.counts());
    kinds.putIfAbsent("recording", 0L);
    alsoCounted.forEach(
        (kind, count) -> {
          if (count.getAsLong() > 0) {
            kinds.merge(kind, count.getAsLong(), Long::sum);
          }
        });
    return new AgentSnapshot(
        version,
        Runtime.version().toString(),
        shownStart(),
        shift < 0 ? 0 : 1.0 / (1L << shift),
        care.processorSeconds(),
        aggregation.memoryBytes(),
        dropped(),
        kinds,
        detection.sightings());
  }

  @Override
  public List<LatencyHistogram> latencies() {
    return aggregation.latencies();
  }

  @Override
  public void listen(@Nullable RemovalListener listener) {
    aggregation.listen(listener);
  }

  @Override
  public List<LatencyHistogram> resizeAssists() {
    return detection.resizeAssists();
  }

  @Override
  public List<LatencyHistogram> bulkCalls() {
    return detection.bulkCalls();
  }

  @Override
  public Map<String, Object> meta() {
    long nowMillis = clock.millis();
    Stretch run = Stretch.of(startMillis, nowMillis, clock.setMillis());
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("version", version);
    meta.put("jdk", Runtime.version().toString());
    meta.put("pid", ProcessHandle.current().pid());
    meta.put("instance", instance.toString());
    meta.put("start", run.start());
    meta.put("end", run.end());
    meta.put("uptimeSeconds", (nowMillis - startMillis) / 1_000.0);
    meta.put("settings", settings());
    meta.put("dropped", dropped());
    meta.put("health", health());
    return meta;
  }

  @Override
  public Settings settings() {
    return settings.settings();
  }

  @Override
  public Settings change(Map<String, String> changes) {
    settings.change(changes, care::startOver);
    return settings.settings();
  }

  private void tick() {
    care.tick();
    everyTick.forEach(Runnable::run);
  }

  private void detectorsOff(Set<Hazard> failing, String why) {
    degrade(detectors.ids(failing) + " switched off " + why);
    settings.withoutDetectors(failing);
  }

  /**
   * The same at every call, for a start that moves is taken for a new one; but never later than
   * now: if the clock has been set back past it, the start goes back with it.
   */
  private synchronized Instant shownStart() {
    if (start.isAfter(clock.shown(clock.millis()))) {
      start = clock.shown(startMillis);
    }
    return start;
  }

  private Map<String, Long> dropped() {
    Map<String, Long> dropped = new TreeMap<>(aggregation.dropped());
    dropped.putAll(detection.dropped());
    return dropped;
  }
}
