package dev.tombstone.instrumentation;

import dev.tombstone.core.family.MapFamilies;
import dev.tombstone.core.family.MapFamily;
import dev.tombstone.core.snapshot.CoverageSnapshot;
import dev.tombstone.hook.BackingMaps;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The instrumented JDK, from {@link #install} to {@link #uninstall}.
 *
 * <p>The hook classes must be loaded and initialised before {@link #of}. The JDK's map classes are
 * loaded by it if they are not yet, and retransformed, shared archive or not, by {@code install}.
 */
public final class MapInstrumentation {
  private final Instrumentation instrumentation;
  private final MapTransformer transformer;
  private final List<Class<?>> targets;

  private MapInstrumentation(
      Instrumentation instrumentation, MapTransformer transformer, List<Class<?>> targets) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.targets = targets;
  }

  /**
   * Loads every map class of this JVM that is to be woven.
   *
   * @throws IllegalStateException if the JVM's maps are not as expected
   */
  public static MapInstrumentation of(Instrumentation instrumentation) {
    MapTransformer transformer = new MapTransformer(MapFamilies.all(), Runtime.version().feature());
    MapInstrumentation loaded =
        new MapInstrumentation(instrumentation, transformer, load(transformer));
    reachTreeMapViews(instrumentation);
    return loaded;
  }

  /**
   * Weaves every map family into this JVM.
   *
   * @param mutations whether mutating operations are woven at once, which {@link #setMutations}
   *     does later at a higher price
   * @throws IllegalStateException if the JVM refuses; nothing is woven then
   */
  public void install(boolean mutations) {
    instrumentation.addTransformer(transformer, true);
    try {
      weave(mutations);
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      instrumentation.removeTransformer(transformer);
      throw new IllegalStateException("the JVM refused to instrument its maps: " + e, e);
    }
  }

  /**
   * Weaves the entry and exit of mutating operations too, for {@link
   * dev.tombstone.hook.MutationHook}, or takes them out again. A class that the JVM does not accept
   * stays as it was, and is complained about.
   */
  public void setMutations(boolean on) {
    if (transformer.mutations() == on) {
      return;
    }
    transformer.setMutations(on);
    Set<String> names = Set.copyOf(transformer.mutatedTypeNames());
    for (Class<?> target : targets) {
      if (names.contains(target.getName())) {
        try {
          instrumentation.retransformClasses(target);
        } catch (UnmodifiableClassException | LinkageError e) {
          transformer.refused(target.getName(), e);
        }
      }
    }
  }

  /** Puts the original bytes of every class back. */
  public void uninstall() throws UnmodifiableClassException {
    instrumentation.removeTransformer(transformer);
    retransform();
  }

  /** Number of classes that now call the hook. */
  public int wovenClasses() {
    return transformer.wovenClasses();
  }

  /** What is wrong, one sentence per map class; empty if every body was as described. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (MapFamily family : MapFamilies.all()) {
      String complaint = transformer.complaintAbout(family);
      if (!complaint.isEmpty()) {
        complaints.add(family.mapType() + " is not fully instrumented: " + complaint);
      }
    }
    return complaints;
  }

  /** Every map class loaded in this JVM, with whether its deletions are seen. */
  public CoverageSnapshot coverage() {
    return new Coverage(transformer).of(instrumentation.getAllLoadedClasses());
  }

  /**
   * All classes at once. Counting must not fail for a detector's sake: what the JVM refuses with
   * mutating operations woven is woven without them, and {@link #setMutations} then finds the
   * class.
   */
  private void weave(boolean mutations) throws UnmodifiableClassException {
    transformer.setMutations(mutations);
    try {
      retransform();
    } catch (LinkageError refused) {
      if (!mutations) {
        throw refused;
      }
      transformer.setMutations(false);
      retransform();
    }
  }

  private void retransform() throws UnmodifiableClassException {
    instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
  }

  /**
   * Loads every class to weave. One that loaded later would mostly be woven then, but not if a
   * transformer (this one or another agent's) loads it: the JVM does not transform what a
   * transformer loads.
   */
  private static List<Class<?>> load(MapTransformer transformer) {
    List<Class<?>> loaded = new ArrayList<>();
    for (String name : transformer.typeNames()) {
      try {
        loaded.add(Class.forName(name, false, null));
      } catch (ClassNotFoundException e) {
        transformer.missing(name);
      }
    }
    return loaded;
  }

  /**
   * {@code Map.remove(key, value)} on a range view must know the TreeMap behind it, a private
   * matter.
   */
  private static void reachTreeMapViews(Instrumentation instrumentation) {
    try {
      instrumentation.redefineModule(
          Object.class.getModule(),
          Set.of(),
          Map.of(),
          Map.of("java.util", Set.of(MapInstrumentation.class.getModule())),
          Set.of(),
          Map.of());
      Class<?> view = Class.forName("java.util.TreeMap$NavigableSubMap", false, null);
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(view, MethodHandles.lookup());
      MethodHandle field = lookup.findGetter(view, "m", TreeMap.class);
      BackingMaps.setTreeMapView(
          view, field.asType(MethodType.methodType(Object.class, Object.class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("TreeMap's views are not as expected: " + e, e);
    }
  }
}
