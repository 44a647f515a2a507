package dev.tombstone.exporters.jmx;

import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.MapsSnapshot.MapCounts;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenType;

/**
 * One attribute of the MBean; all are read-only.
 *
 * @param name as clients see it
 * @param description one sentence
 * @param type of the value
 * @param value taken at each read
 */
record Attribute(
    String name, String description, OpenType<?> type, Function<SnapshotSource, Object> value) {
  static final int HOT_KEYS = 20;

  /** Every attribute, in the order in which clients show them. */
  static final List<Attribute> ALL =
      List.of(
          new Attribute(
              "Removed",
              "Entries removed from maps, exact",
              LONG,
              source -> source.maps().maps().stream().mapToLong(MapCounts::removed).sum()),
          new Attribute(
              "Missed",
              "Keyed removals that found nothing, exact",
              LONG,
              source -> source.maps().maps().stream().mapToLong(MapCounts::missed).sum()),
          new Attribute(
              "Failed",
              "Removals that removed nothing and ended in an exception, exact",
              LONG,
              source -> source.maps().maps().stream().mapToLong(MapCounts::failed).sum()),
          new Attribute(
              "Counts",
              "Exact counts by map class and operation",
              Composites.COUNT.arrayType(),
              source -> Composites.COUNT.of(Composites.Count.of(source.maps()))),
          new Attribute(
              "HotKeys",
              "The hottest deleted keys of the last minute",
              Composites.HOT_KEY.arrayType(),
              source ->
                  Composites.HOT_KEY.of(
                      source.hotKeys(Window.MINUTE, HOT_KEYS, "", "", Code.ALL).keys())),
          new Attribute(
              "DistinctKeys",
              "Distinct keys deleted in the last minute, estimated",
              LONG,
              source -> source.hotKeys(Window.MINUTE, 1, "", "", Code.ALL).distinctKeys()),
          new Attribute(
              "Findings",
              "What the hazard detectors found, proven ones first",
              Composites.FINDING.arrayType(),
              source -> Composites.FINDING.of(source.findings().findings())),
          new Attribute(
              "Settings",
              "The settings in force",
              Composites.SETTINGS.type(),
              source -> Composites.SETTINGS.of(source.settings())),
          new Attribute(
              "SampleRatio",
              "Share of deletions recorded in detail now; 0 while disabled",
              DOUBLE,
              source -> source.agent().sampleRatio()),
          new Attribute(
              "Degraded",
              "One sentence for each thing that does not work; empty when all does",
              Composite.array(STRING),
              source -> source.health().degraded().toArray(String[]::new)),
          new Attribute(
              "EventsDropped",
              "Sampled deletions whose detail was lost, by reason; counts never are",
              Composites.NAMED_COUNT.arrayType(),
              source -> counts(source.agent().dropped())),
          new Attribute(
              "AgentErrors",
              "Errors of the agent's own, by kind",
              Composites.NAMED_COUNT.arrayType(),
              source -> counts(source.agent().errors())),
          new Attribute(
              "AgentCpuSeconds",
              "Processor time of the agent's threads",
              DOUBLE,
              source -> source.agent().cpuSeconds()),
          new Attribute(
              "AgentMemoryBytes",
              "Memory held by the agent's tables, estimated",
              LONG,
              source -> source.agent().memoryBytes()),
          new Attribute(
              "Version", "Version of the agent", STRING, source -> source.agent().version()));

  /** The attribute of this name, or empty. */
  static Optional<Attribute> of(String name) {
    return ALL.stream().filter(attribute -> attribute.name.equals(name)).findFirst();
  }

  OpenMBeanAttributeInfo info() {
    return new OpenMBeanAttributeInfoSupport(name, description, type, true, false, false);
  }

  private static Object counts(Map<String, Long> byName) {
    return Composites.NAMED_COUNT.of(
        byName.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
  }
}
