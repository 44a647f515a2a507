package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.Attack.Trait;
import dev.tombstone.benchmarks.attack.accomplices.AttachAndDetach;
import dev.tombstone.benchmarks.attack.accomplices.Endpoints;
import dev.tombstone.benchmarks.attack.accomplices.JarOverwritten;
import dev.tombstone.benchmarks.attack.accomplices.MalformedRequests;
import dev.tombstone.benchmarks.attack.accomplices.SecretsSought;
import dev.tombstone.benchmarks.attack.programs.exhaustion.FirstDeletionOverflow;
import dev.tombstone.benchmarks.attack.programs.exhaustion.ForcedCollections;
import dev.tombstone.benchmarks.attack.programs.exhaustion.FullHeap;
import dev.tombstone.benchmarks.attack.programs.exhaustion.FullStandardError;
import dev.tombstone.benchmarks.attack.programs.exhaustion.OverflowEverywhere;
import dev.tombstone.benchmarks.attack.programs.exhaustion.OverflowOnNewThreads;
import dev.tombstone.benchmarks.attack.programs.load.Burst;
import dev.tombstone.benchmarks.attack.programs.load.LoadWhileAttached;
import dev.tombstone.benchmarks.attack.programs.load.ManyLoaders;
import dev.tombstone.benchmarks.attack.programs.load.Resting;
import dev.tombstone.benchmarks.attack.programs.maps.HostileKeys;
import dev.tombstone.benchmarks.attack.programs.maps.RandomOperations;
import dev.tombstone.benchmarks.attack.programs.maps.RandomViews;
import dev.tombstone.benchmarks.attack.programs.maps.SecretKeys;
import dev.tombstone.benchmarks.attack.programs.threads.HostileThreads;
import dev.tombstone.benchmarks.attack.programs.threads.Interrupts;
import dev.tombstone.benchmarks.attack.programs.threads.ShortThreads;
import dev.tombstone.benchmarks.attack.programs.threads.ThreadStops;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** All attacks. */
final class Attacks {
  private static final Set<Peer> ALONE = Set.of(Peer.NONE);
  private static final Set<Peer> TRANSFORMERS =
      Set.of(Peer.OPEN_TELEMETRY, Peer.OPEN_TELEMETRY_2_15);

  /** Thousands of errors are made: their traces would take most of the time. */
  private static final Attack.Options SHORT_TRACES =
      (feature, random) -> List.of("-XX:MaxJavaStackTraceDepth=8");

  private static final int LAST_WITH_STOP = 19;
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final List<Attack> ALL =
      List.of(
          new Attack("first-deletion-overflow", FirstDeletionOverflow.class),
          new Attack("overflow-everywhere", OverflowEverywhere.class).with(SHORT_TRACES),
          new Attack("overflow-on-new-threads", OverflowOnNewThreads.class).with(SHORT_TRACES),
          new Attack("random-operations", RandomOperations.class),
          new Attack("random-views", RandomViews.class),
          new Attack("hostile-keys", HostileKeys.class),
          new Attack("hostile-threads", HostileThreads.class),
          new Attack("thread-stop", ThreadStops.class).on(17, LAST_WITH_STOP),
          new Attack("interrupts", Interrupts.class).with(Endpoints::whenReady),
          new Attack("full-heap", FullHeap.class)
              .with((feature, random) -> List.of("-Xmx40m", "-XX:+UseSerialGC"))
              .beside(ALONE),
          new Attack("full-standard-error", FullStandardError.class)
              .with(Endpoints::whenReady)
              .with(Trait.STANDARD_ERROR_FULL)
              .beside(ALONE),
          new Attack("full-standard-error-disabled", FullStandardError.class)
              .with(target -> target.signal("done"))
              .withAgent((feature, random) -> List.of("enabled=false"))
              .with(Trait.STANDARD_ERROR_FULL, Trait.NO_REPORT)
              .beside(ALONE),
          new Attack("security-manager", RandomOperations.class)
              .on(17, LAST_WITH_STOP)
              .withAgent((feature, random) -> List.of("detectors=all"))
              .with(
                  (feature, random) ->
                      List.of(
                          "-Dattack.operations=10000",
                          "-Djava.security.manager",
                          "-Djava.security.policy=={folder}/program.policy"))
              .beside(ALONE),
          new Attack("short-threads", ShortThreads.class),
          new Attack("virtual-threads", ShortThreads.Virtual.class)
              .on(FIRST_WITH_VIRTUAL_THREADS, Integer.MAX_VALUE),
          new Attack("forced-collections", ForcedCollections.class)
              .with((feature, random) -> List.of("-XX:+UseSerialGC")),
          new Attack("many-loaders", ManyLoaders.class),
          new Attack("many-loaders-transformed", ManyLoaders.class)
              .withAgent((feature, random) -> List.of("sample.ratio=auto"))
              .beside(TRANSFORMERS),
          new Attack("burst", Burst.class),
          new Attack("burst-transformed", Burst.class)
              .withAgent((feature, random) -> List.of("sample.ratio=auto"))
              .beside(TRANSFORMERS),
          new Attack("secret-keys", SecretKeys.class)
              .with(SecretsSought::run)
              .withAgent(
                  (feature, random) ->
                      List.of(
                          "detectors=all",
                          "keys.display=" + (random.nextBoolean() ? "off" : "hash")))
              .beside(ALONE),
          new Attack("jvm-options", RandomOperations.class).with(JvmOptions::draw).beside(ALONE),
          new Attack("malformed-requests", Resting.class).with(MalformedRequests::send),
          new Attack("jar-overwritten", Resting.class)
              .with(JarOverwritten::run)
              .with(Trait.OWN_JAR),
          new Attack("report-file-blocked", Resting.class)
              .with(Endpoints::whenReady)
              .withAgent(Attacks::blockedReport)
              .with(Trait.NO_REPORT, Trait.MAY_COMPLAIN),
          new Attack("attach-and-detach", LoadWhileAttached.class)
              .with(AttachAndDetach::run)
              .with(
                  (feature, random) ->
                      List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading"))
              .with(Trait.ATTACHED));

  private Attacks() {}

  static List<Attack> all() {
    return ALL;
  }

  static Attack named(String name) {
    return ALL.stream()
        .filter(attack -> attack.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no attack " + name + ", see --list"));
  }

  private static List<String> blockedReport(int feature, Random random) {
    return List.of(
        switch (random.nextInt(4)) {
          case 0 -> "report.file=/dev/full";
          case 1 -> "report.file=/proc";
          case 2 -> "report.file=/dev/null/report.json";
          default -> "report.file=/nowhere/report.json,report.interval=200ms";
        });
  }
}
