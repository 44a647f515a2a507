package dev.tombstone.instrumentation;

import dev.tombstone.core.detect.framework.ClosingClasses;
import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.hook.watch.RetransformHook;
import dev.tombstone.instrumentation.callsite.ClassBytes;
import dev.tombstone.instrumentation.closing.ApplicationClosing;
import dev.tombstone.instrumentation.closing.ClosingTransform;
import dev.tombstone.instrumentation.library.LibraryMaps;
import dev.tombstone.model.family.JdkView;
import dev.tombstone.model.family.JdkViews;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instrumented JDK, from {@link #install} to {@link #uninstall}.
 *
 * <p>The hook classes must be loaded and initialised before {@link #of}. The JDK's map classes are
 * loaded by it if they are not yet, and retransformed, shared archive or not, by {@code install}.
 */
public final class MapInstrumentation {
  /** The first JDK whose flight recorder traces methods. */
  private static final int TRACING = 25;

  private final Instrumentation instrumentation;
  private final int atOnce;
  private final MapTransformer transformer;
  private final Registration registration;

  /** Every class woven so far, by binary name. */
  private final Map<String, Class<?>> targets = new LinkedHashMap<>();

  private final ClosingTransform closing;
  private @Nullable LibraryMaps libraries;
  private @Nullable ApplicationClosing closingClasses;
  private Layer.Woven layers = Layer.Woven.NOTHING;

  /** The same, or what the JVM had no memory for: some classes may have it. */
  private Layer.Woven attempted = Layer.Woven.NOTHING;

  private boolean uninstalled;
  private volatile @Nullable WovenWatch watch;

  private MapInstrumentation(
      Instrumentation instrumentation,
      MapTransformer transformer,
      ClosingTransform closing,
      int atOnce) {
    this.closing = closing;
    this.instrumentation = instrumentation;
    this.atOnce = atOnce;
    this.transformer = transformer;
    registration = new Registration(instrumentation, transformer);
  }

  /**
   * Loads every map class of this JVM that is to be woven.
   *
   * @param atOnce the JVM is asked to transform so many classes at a time; the more the quicker
   * @throws IllegalStateException if the JVM's maps are not as expected
   */
  public static MapInstrumentation of(Instrumentation instrumentation, int atOnce) {
    ClosingTransform closing = new ClosingTransform();
    MapTransformer transformer =
        new MapTransformer(MapFamilies.all(), Runtime.version().feature(), closing);
    MapInstrumentation loaded =
        new MapInstrumentation(instrumentation, transformer, closing, atOnce);
    loaded.load(transformer.typeNames());
    loaded.loadRetransforming();
    for (String name : BoundCallers.names()) {
      Class<?> unused = ofThisJdk(name);
    }
    tellViews();
    return loaded;
  }

  /**
   * Has {@link #install} look for the maps of libraries, too.
   *
   * @param families those of {@link MapFamily#ofLibrary}
   * @param boot defines what their classes call the hook by
   */
  public void addLibraries(List<MapFamily> families, LibraryMaps.BootDefiner boot) {
    libraries = new LibraryMaps(instrumentation, families, boot);
  }

  /**
   * What has classes of the application tell of their objects; it weaves nothing yet.
   *
   * @param bytes reads class files of loaded classes
   * @param boot defines what they call the hook by
   * @param names of methods by which objects are closed
   */
  public synchronized ClosingClasses closingClasses(
      ClassBytes bytes, LibraryMaps.BootDefiner boot, Set<String> names) {
    ApplicationClosing made =
        new ApplicationClosing(
            instrumentation, bytes, boot, this::retransformOfTheApplication, closing, names);
    closingClasses = made;
    return made;
  }

  /**
   * Weaves every map family into this JVM.
   *
   * @param layers what is woven at once beyond counting; {@link #weave} does it later at a higher
   *     price
   * @throws IllegalStateException if the JVM refuses; nothing is woven then
   */
  public void install(Set<Layer> layers) {
    registration.hold();
    RetransformHook.observe(registration);
    try {
      weaveFirst(new Layer.Woven(layers, Set.of()));
      if (transformer.seesRetransforming()) {
        registration.release();
      }
      if (libraries != null) {
        libraries.install();
      }
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      registration.end();
      RetransformHook.stopObserving();
      throw new IllegalStateException("the JVM refused to instrument its maps: " + e, e);
    }
  }

  /**
   * Weaves these layers too, and takes all others out, in one retransformation of the classes for
   * which that makes a difference. If the JVM does not accept it, class by class: one that it
   * refuses stays as it was, and is complained about.
   */
  public synchronized void weave(Layer.Woven wanted) {
    if (uninstalled || (wanted.equals(layers) && wanted.equals(attempted))) {
      return;
    }
    Set<String> names = transformer.typeNames(layers, wanted);
    names.addAll(transformer.typeNames(attempted, wanted));
    transformer.setLayers(wanted);
    attempted = wanted;
    List<Class<?>> affected = load(names);
    try {
      retransform(affected);
    } catch (UnmodifiableClassException | LinkageError refused) {
      for (Class<?> target : affected) {
        try {
          retransform(List.of(target));
        } catch (UnmodifiableClassException | LinkageError e) {
          transformer.refused(target.getName(), e);
        }
      }
    }
    // Last: what the JVM had no memory for is woven by the next call.
    layers = wanted;
  }

  /** What keeps an eye on the woven bodies; its sentences go to {@code say}, once each. */
  public synchronized WovenWatch watch(Consumer<String> say) {
    WovenWatch made = new WovenWatch(transformer, this::weaveAgain, say);
    watch = made;
    return made;
  }

  /** Puts the original bytes of every class back. */
  public synchronized void uninstall() throws UnmodifiableClassException {
    uninstalled = true;
    registration.end();
    RetransformHook.stopObserving();
    if (libraries != null) {
      libraries.uninstall();
    }
    retransform(targets.values());
    if (closingClasses != null) {
      closingClasses.forget();
    }
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
    WovenWatch watching = watch;
    if (watching != null) {
      watching.lookIfAsked(System.nanoTime());
    }
    return new Coverage(transformer, libraries).of(instrumentation.getAllLoadedClasses());
  }

  /** Weaves these classes anew; agents that came later may still have the last word. */
  private synchronized void weaveAgain(Collection<String> names) throws UnmodifiableClassException {
    if (uninstalled) {
      return;
    }
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      Class<?> target = targets.get(name);
      if (target != null) {
        classes.add(target);
      }
    }
    retransform(classes);
  }

  /**
   * All classes at once. Counting must not fail for a detector's sake: what the JVM refuses with
   * layers is woven without them, and {@link #weave} then finds the class.
   */
  private synchronized void weaveFirst(Layer.Woven wanted) throws UnmodifiableClassException {
    load(transformer.typeNames(wanted));
    transformer.setLayers(wanted);
    layers = wanted;
    attempted = wanted;
    try {
      retransform(targets.values());
    } catch (LinkageError refused) {
      transformer.leaveRetransforming();
      transformer.setLayers(Layer.Woven.NOTHING);
      layers = Layer.Woven.NOTHING;
      attempted = layers;
      retransform(targets.values());
    }
  }

  /** All at once: what belongs together is not woven in parts. */
  private void retransformOfTheApplication(Collection<Class<?>> classes)
      throws UnmodifiableClassException {
    try {
      registration.hold();
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } finally {
      registration.release();
    }
  }

  private void retransform(Collection<Class<?>> classes) throws UnmodifiableClassException {
    try {
      registration.hold();
      List<Class<?>> all = List.copyOf(classes);
      for (int from = 0; from < all.size(); from += atOnce) {
        List<Class<?>> some = all.subList(from, Math.min(from + atOnce, all.size()));
        instrumentation.retransformClasses(some.toArray(new Class<?>[0]));
      }
    } finally {
      registration.release();
    }
  }

  /**
   * Loads every class to weave. One that loaded later would mostly be woven then, but not if a
   * transformer (this one or another agent's) loads it: the JVM does not transform what a
   * transformer loads.
   */
  private List<Class<?>> load(Set<String> names) {
    List<Class<?>> loaded = new ArrayList<>();
    for (String name : names) {
      try {
        Class<?> type = Class.forName(name, false, null);
        targets.put(name, type);
        loaded.add(type);
      } catch (ClassNotFoundException e) {
        transformer.missing(name);
      }
    }
    return loaded;
  }

  private void loadRetransforming() {
    List<String> types = new ArrayList<>(List.of(RetransformWeaver.AGENTS));
    if (Runtime.version().feature() >= TRACING) {
      types.add(RetransformWeaver.RECORDER);
    }
    for (String type : types) {
      String name = type.replace('/', '.');
      Class<?> present = ofThisJdk(name);
      if (present != null) {
        targets.put(name, present);
      }
    }
  }

  /** A deletion through a view must be known to be the map's, which java.util keeps to itself. */
  private static void tellViews() {
    List<Class<?>> types = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    int[] holds = new int[JdkViews.ALL.size()];
    for (JdkView view : JdkViews.ALL) {
      Class<?> type = ofThisJdk(view.type());
      if (type != null) {
        holds[types.size()] = view.holds().ordinal();
        types.add(type);
        fields.add(view.field());
      }
    }
    MapViews.set(types.toArray(new Class<?>[0]), fields.toArray(new String[0]), holds);
  }

  private static @Nullable Class<?> ofThisJdk(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException ofAnotherJdk) {
      return null;
    }
  }
}
