package dev.tombstone.exporters.jfr;

import dev.tombstone.model.snapshot.FindingsSnapshot;
import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Records findings that are new or have been seen again. After a pause, which means that nothing
 * was recorded, all are new.
 */
final class Findings {
  private static final long PAUSE_NANOS = 5_000_000_000L;

  /** What makes a finding the same one, however often it is seen. */
  private record Identity(String hazard, String map, List<Participant> threads) {}

  private Map<Identity, Long> known = new HashMap<>();
  private long lastNanos;

  void record(FindingsSnapshot snapshot, long nowNanos) {
    Map<Identity, Long> before = nowNanos - lastNanos > PAUSE_NANOS ? Map.of() : known;
    lastNanos = nowNanos;
    known = new HashMap<>();
    for (Finding finding : snapshot.findings()) {
      Identity identity = new Identity(finding.hazard(), finding.map(), finding.threads());
      if (finding.count() > before.getOrDefault(identity, 0L)) {
        commit(finding);
      }
      known.put(identity, finding.count());
    }
  }

  private static void commit(Finding finding) {
    FindingJfrEvent event = new FindingJfrEvent();
    event.hazard = finding.hazard();
    event.grade = finding.grade().name();
    event.map = finding.map();
    event.count = finding.count();
    event.firstSeen = finding.first().toEpochMilli();
    event.lastSeen = finding.last().toEpochMilli();
    event.summary = finding.summary();
    event.threads =
        finding.threads().stream()
            .map(thread -> thread.name() + "\n" + String.join("\n", thread.stack()))
            .collect(Collectors.joining("\n\n"));
    event.help = finding.help();
    event.commit();
  }
}
