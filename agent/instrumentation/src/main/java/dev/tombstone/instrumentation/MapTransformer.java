package dev.tombstone.instrumentation;

import dev.tombstone.core.family.MapFamily;
import dev.tombstone.core.family.WeavePoint;
import dev.tombstone.instrumentation.weave.ClassWeaver;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the map families' classes as the JVM retransforms them.
 *
 * <p>Called on whatever thread loads a class. Of any other class it looks at the name only; a
 * failure leaves that one class as it was and is remembered for the coverage report.
 */
final class MapTransformer implements ClassFileTransformer {
  private final Map<String, List<WeavePoint>> pointsByType;

  /** What weaving said of each class, by internal name; an empty text is success. */
  private final Map<String, String> outcomes = new ConcurrentHashMap<>();

  MapTransformer(List<MapFamily> families, int jdkFeature) {
    Map<String, List<WeavePoint>> byType = new HashMap<>();
    for (MapFamily family : families) {
      for (WeavePoint point : family.points()) {
        if (point.since() <= jdkFeature) {
          byType.computeIfAbsent(point.type(), type -> new ArrayList<>()).add(point);
        }
      }
    }
    pointsByType = byType;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String type,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (loader != null || type == null) {
      return null;
    }
    List<WeavePoint> points = pointsByType.get(type);
    if (points == null) {
      return null;
    }
    try {
      ClassWeaver.Woven woven = ClassWeaver.weave(original, points);
      outcomes.put(type, describe(woven.unmet()));
      return woven.bytes();
    } catch (Throwable error) {
      outcomes.put(type, "not woven: " + error);
      return null;
    }
  }

  /** Binary names of the classes to weave. */
  List<String> typeNames() {
    return pointsByType.keySet().stream().map(type -> type.replace('/', '.')).toList();
  }

  /** Remembers that this JDK has no such class. */
  void missing(String name) {
    outcomes.put(name.replace('.', '/'), "this JDK has no such class");
  }

  /** Number of classes woven without a complaint. */
  int wovenClasses() {
    return (int) outcomes.values().stream().filter(String::isEmpty).count();
  }

  /**
   * What is wrong with the class or the nested classes that its family also weaves; empty if
   * nothing.
   */
  String complaintAbout(MapFamily family) {
    StringBuilder complaint = new StringBuilder();
    family.points().stream()
        .map(WeavePoint::type)
        .distinct()
        .forEach(
            type -> {
              String outcome = outcomes.getOrDefault(type, "");
              if (!outcome.isEmpty()) {
                complaint.append(complaint.isEmpty() ? "" : "; ");
                complaint.append(type.replace('/', '.')).append(": ").append(outcome);
              }
            });
    return complaint.toString();
  }

  private static String describe(List<WeavePoint> unmet) {
    StringBuilder text = new StringBuilder();
    for (WeavePoint point : unmet) {
      text.append(text.isEmpty() ? "this JDK's body differs in " : ", ").append(point.method());
    }
    return text.toString();
  }
}
