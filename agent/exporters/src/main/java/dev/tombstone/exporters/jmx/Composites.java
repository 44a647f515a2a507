package dev.tombstone.exporters.jmx;

import static javax.management.openmbean.SimpleType.BOOLEAN;
import static javax.management.openmbean.SimpleType.DATE;
import static javax.management.openmbean.SimpleType.DOUBLE;
import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.LONG;
import static javax.management.openmbean.SimpleType.STRING;

import dev.tombstone.model.snapshot.FindingsSnapshot.Finding;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.MapsSnapshot;
import dev.tombstone.model.snapshot.Settings;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Every composite type of the MBean. */
final class Composites {
  /** Counts of one map class and operation. */
  record Count(String map, String op, long removed, long missed, long failed) {
    /** All of them, most removals first within the order of the maps. */
    static List<Count> of(MapsSnapshot maps) {
      return maps.maps().stream()
          .flatMap(
              map ->
                  map.ops().entrySet().stream()
                      .map(
                          op ->
                              new Count(
                                  map.map(),
                                  op.getKey(),
                                  op.getValue().removed(),
                                  op.getValue().missed(),
                                  op.getValue().failed())))
          .toList();
    }
  }

  static final Composite<Count> COUNT =
      Composite.<Count>named("Count", "Exact counts of one map class and operation")
          .item("map", "Runtime class of the map", STRING, Count::map)
          .item("op", "Operation", STRING, Count::op)
          .item("removed", "Entries that left", LONG, Count::removed)
          .item("missed", "Keyed removals that found nothing", LONG, Count::missed)
          .item("failed", "Removals that ended in an exception", LONG, Count::failed)
          .build();

  static final Composite<HotKey> HOT_KEY =
      Composite.<HotKey>named("HotKey", "A key that is deleted often")
          .item("rank", "From 1, the hottest", INTEGER, HotKey::rank)
          .item("key", "Text by the rules of keys.display", STRING, HotKey::key)
          .item("keyClass", "Class of the key", STRING, HotKey::keyClass)
          .item("map", "Class of the map it is deleted from most", STRING, HotKey::map)
          .item("estimate", "Deletion attempts in the window", LONG, HotKey::estimate)
          .item("lower", "At least so many", LONG, HotKey::lower)
          .item("upper", "At most so many", LONG, HotKey::upper)
          .item("share", "Share of all attempts, 0 to 1", DOUBLE, HotKey::share)
          .item("missRatio", "Share that found nothing, 0 to 1", DOUBLE, HotKey::missRatio)
          .build();

  private static final Composite<Participant> PARTICIPANT =
      Composite.<Participant>named("Participant", "A thread that took part")
          .item("name", "Its name", STRING, Participant::name)
          .item(
              "stack",
              "Frames, innermost first",
              Composite.array(STRING),
              thread -> thread.stack().toArray(String[]::new))
          .build();

  static final Composite<Finding> FINDING =
      Composite.<Finding>named("Finding", "One hazard at one place")
          .item("hazard", "Id of the hazard", STRING, Finding::hazard)
          .item("grade", "PROVEN or OBSERVED", STRING, finding -> finding.grade().name())
          .item("count", "How often it was seen", LONG, Finding::count)
          .item("first", "When first", DATE, finding -> Date.from(finding.first()))
          .item("last", "When last", DATE, finding -> Date.from(finding.last()))
          .item("map", "Runtime class of the map", STRING, Finding::map)
          .item("summary", "One sentence", STRING, Finding::summary)
          .item(
              "threads",
              "Who took part",
              PARTICIPANT.arrayType(),
              finding -> PARTICIPANT.of(finding.threads()))
          .item("help", "Path of the page that explains it", STRING, Finding::help)
          .build();

  static final Composite<Settings> SETTINGS =
      Composite.<Settings>named("Settings", "The settings in force")
          .item("enabled", "Whether deletions are counted", BOOLEAN, Settings::enabled)
          .item(
              "sampleBudget", "Deletions a second recorded in detail", LONG, Settings::sampleBudget)
          .item("sampleRatio", "auto, or the fixed ratio", STRING, Settings::sampleRatio)
          .item("detectors", "Hazards being detected", STRING, Settings::detectors)
          .build();

  static final Composite<Map.Entry<String, Long>> NAMED_COUNT =
      Composite.<Map.Entry<String, Long>>named("NamedCount", "A count and what it is of")
          .item("name", "What is counted", STRING, Map.Entry::getKey)
          .item("count", "How many", LONG, Map.Entry::getValue)
          .build();

  private Composites() {}
}
