package dev.tombstone.instrumentation;

import dev.tombstone.instrumentation.closing.ClosingTransform;
import dev.tombstone.instrumentation.weave.ClassWeaver;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.WeavePoint;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the map families' classes as the JVM retransforms them, and the classes that retransform
 * others.
 *
 * <p>Registered by {@link Registration}. Of any other class it looks at the name only; a failure
 * leaves that one class as it was and is remembered for the coverage report.
 */
final class MapTransformer implements ClassFileTransformer {
  private static final String REPLACED = "its code was replaced by another agent";

  private final Map<String, List<WeavePoint>> pointsByType = new HashMap<>();
  private final int jdkFeature;
  private final ClosingTransform closing;

  /** What weaving said of each class, by internal name; an empty text is success. */
  private final Map<String, String> outcomes = new ConcurrentHashMap<>();

  /** What the layers add, at the next retransformation. */
  private volatile Map<String, List<WeavePoint>> layerPointsByType = Map.of();

  private volatile boolean seesRetransforming;
  private volatile boolean leavesRetransforming;

  MapTransformer(List<MapFamily> families, int jdkFeature) {
    this(families, jdkFeature, new ClosingTransform());
  }

  /** {@code closing}: what is woven into classes of the application. */
  MapTransformer(List<MapFamily> families, int jdkFeature, ClosingTransform closing) {
    this.jdkFeature = jdkFeature;
    this.closing = closing;
    for (MapFamily family : families) {
      addByType(family.points(), jdkFeature, pointsByType);
    }
  }

  /** Weaves these layers too from now on, and no others. */
  void setLayers(Layer.Woven layers) {
    layerPointsByType = byType(layers);
  }

  /** Binary names of the classes that these layers are woven into. */
  Set<String> typeNames(Layer.Woven layers) {
    return typeNames(Layer.Woven.NOTHING, layers);
  }

  /** Binary names of the classes into which the one weaves something else than the other. */
  Set<String> typeNames(Layer.Woven one, Layer.Woven other) {
    Map<String, List<WeavePoint>> before = byType(one);
    Map<String, List<WeavePoint>> after = byType(other);
    Set<String> types = new LinkedHashSet<>(before.keySet());
    types.addAll(after.keySet());
    Set<String> names = new LinkedHashSet<>();
    for (String type : types) {
      if (!isSame(before.getOrDefault(type, List.of()), after.getOrDefault(type, List.of()))) {
        names.add(type.replace('/', '.'));
      }
    }
    return names;
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
      return redefined == null ? null : told(redefined, original);
    }
    List<WeavePoint> points = new ArrayList<>(pointsByType.getOrDefault(type, List.of()));
    points.addAll(layerPointsByType.getOrDefault(type, List.of()));
    if (points.isEmpty()) {
      if (redefined != null && outcomes.containsKey(type)) {
        outcomes.remove(type);
      }
      return RetransformWeaver.weaves(type) ? weaveRetransforming(type, original) : null;
    }
    try {
      ClassWeaver.Woven woven = ClassWeaver.weave(original, points);
      String outcome = describe(woven.unmet());
      // What another agent makes of it then shows when the watch looks.
      if (!outcome.isEmpty() || !REPLACED.equals(outcomes.get(type))) {
        outcomes.put(type, outcome);
      }
      return woven.bytes();
    } catch (Throwable error) {
      outcomes.put(type, "not woven: " + error);
      return null;
    }
  }

  /** A class of the application that is retransformed, whoever wants it. */
  private byte @Nullable [] told(Class<?> redefined, byte[] original) {
    try {
      return closing.weave(redefined, original);
    } catch (Throwable error) {
      // As the JVM has it of any transformer that throws, and of that class alone.
      return null;
    }
  }

  /** Whether all retransformations of this JVM, by whichever Java agent, tell the hook. */
  boolean seesRetransforming() {
    return seesRetransforming;
  }

  /** Leaves the classes that retransform others as they are: the JVM does not accept them woven. */
  void leaveRetransforming() {
    leavesRetransforming = true;
    seesRetransforming = false;
  }

  /** Binary names of the classes to weave for counting. */
  Set<String> typeNames() {
    Set<String> names = new LinkedHashSet<>();
    for (String type : pointsByType.keySet()) {
      names.add(type.replace('/', '.'));
    }
    return names;
  }

  /** Remembers that this JDK has no such class. */
  void missing(String name) {
    outcomes.put(name.replace('.', '/'), "this JDK has no such class");
  }

  /** Remembers that the JVM did not accept the class with the layers woven. */
  void refused(String name, Throwable reason) {
    outcomes.put(name.replace('.', '/'), "no detector sees it: " + reason);
  }

  /** Remembers that another agent has put other code into the class after it was woven. */
  void replaced(String name) {
    outcomes.put(name.replace('.', '/'), REPLACED);
  }

  /** Remembers that the class runs its woven code again. */
  void backAgain(String name) {
    outcomes.replace(name.replace('.', '/'), REPLACED, "");
  }

  /** Whether the class was woven without a complaint, and nothing is known to have changed that. */
  boolean isWoven(String name) {
    return "".equals(outcomes.get(name.replace('.', '/')));
  }

  /** Whether another agent has replaced the class's code. */
  boolean isReplaced(String name) {
    return REPLACED.equals(outcomes.get(name.replace('.', '/')));
  }

  /** Number of classes woven without a complaint. */
  int wovenClasses() {
    int woven = 0;
    for (String outcome : outcomes.values()) {
      woven += outcome.isEmpty() ? 1 : 0;
    }
    return woven;
  }

  /**
   * What is wrong with the class or the nested classes that its family also weaves; empty if
   * nothing.
   */
  String complaintAbout(MapFamily family) {
    Set<String> types = new LinkedHashSet<>();
    for (WeavePoint point : family.points()) {
      types.add(point.type());
    }
    String nested = family.mapType().replace('.', '/').concat("$");
    for (String type : outcomes.keySet()) {
      if (type.startsWith(nested)) {
        types.add(type);
      }
    }
    StringBuilder complaint = new StringBuilder();
    for (String type : types) {
      String outcome = outcomes.getOrDefault(type, "");
      if (!outcome.isEmpty()) {
        complaint.append(complaint.isEmpty() ? "" : "; ");
        complaint.append(type.replace('/', '.')).append(": ").append(outcome);
      }
    }
    return complaint.toString();
  }

  private byte @Nullable [] weaveRetransforming(String type, byte[] original) {
    byte[] woven = null;
    if (!leavesRetransforming) {
      try {
        woven = RetransformWeaver.weave(type, original);
      } catch (Throwable ofAnotherShape) {
        woven = null;
      }
    }
    if (type.equals(RetransformWeaver.AGENTS)) {
      seesRetransforming = woven != null;
    }
    return woven;
  }

  private Map<String, List<WeavePoint>> byType(Layer.Woven layers) {
    Map<String, List<WeavePoint>> byType = new HashMap<>();
    addByType(layers.points(), jdkFeature, byType);
    return byType;
  }

  /** By identity: a record's {@code equals} takes longer to link than all of this. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<WeavePoint> one, List<WeavePoint> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.get(i) == other.get(i);
    }
    return same;
  }

  private static void addByType(
      List<WeavePoint> points, int jdkFeature, Map<String, List<WeavePoint>> byType) {
    for (WeavePoint point : points) {
      if (point.since().isIn(jdkFeature)) {
        List<WeavePoint> ofType = byType.get(point.type());
        if (ofType == null) {
          ofType = new ArrayList<>();
          byType.put(point.type(), ofType);
        }
        ofType.add(point);
      }
    }
  }

  private static String describe(List<WeavePoint> unmet) {
    StringBuilder text = new StringBuilder();
    for (WeavePoint point : unmet) {
      text.append(text.isEmpty() ? "this JDK's body differs in " : ", ").append(point.method());
    }
    return text.toString();
  }
}
