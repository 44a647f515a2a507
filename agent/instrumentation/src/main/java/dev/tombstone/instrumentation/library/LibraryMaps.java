package dev.tombstone.instrumentation.library;

import dev.tombstone.instrumentation.weave.HookBridge;
import dev.tombstone.model.family.MapFamily;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instrumented maps of libraries, from {@link #install} to {@link #uninstall}. */
public final class LibraryMaps {
  /** Defines a class in the boot loader. */
  public interface BootDefiner {
    /** Defines it and initialises it. */
    void define(String name, byte[] bytes);
  }

  private final Instrumentation instrumentation;
  private final BootDefiner boot;
  private final LibraryOutcomes outcomes = new LibraryOutcomes();
  private final LibraryTransformer transformer;

  /** For the classes of these families, which are {@link MapFamily#ofLibrary} a library. */
  public LibraryMaps(Instrumentation instrumentation, List<MapFamily> families, BootDefiner boot) {
    this.instrumentation = instrumentation;
    this.boot = boot;
    transformer = new LibraryTransformer(families, outcomes);
  }

  /**
   * Weaves the classes that are loaded, and all that will be. What the JVM refuses stays as it is:
   * the JDK's maps are counted all the same.
   */
  public void install() {
    for (Map.Entry<String, byte[]> bridge : HookBridge.classes().entrySet()) {
      if (!isDefined(bridge.getKey())) {
        boot.define(bridge.getKey(), bridge.getValue());
      }
    }
    instrumentation.addTransformer(transformer, true);
    retransform();
  }

  /** Puts the original bytes of every class back; one that the JVM refuses calls an idle hook. */
  public void uninstall() {
    transformer.end();
    retransform();
    instrumentation.removeTransformer(transformer);
  }

  /**
   * What is wrong with a class of a library: empty if nothing is, null if it is none of a family.
   */
  public @Nullable String complaintAbout(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? null : outcomes.of(loader, type.getName().replace('.', '/'));
  }

  /** All at once; where the JVM does not accept that, one by one, and says which it refuses. */
  private void retransform() {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null
          && transformer.mayWeave(type.getName())
          && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    if (loaded.isEmpty() || refusal(loaded.toArray(new Class<?>[0])) == null) {
      return;
    }
    for (Class<?> type : loaded) {
      Throwable refused = refusal(type);
      if (refused != null) {
        String name = type.getName().replace('.', '/');
        outcomes.put(type.getClassLoader(), name, "the JVM refuses it: " + refused);
      }
    }
  }

  private @Nullable Throwable refusal(Class<?>... types) {
    try {
      instrumentation.retransformClasses(types);
      return null;
    } catch (UnmodifiableClassException | LinkageError e) {
      return e;
    }
  }

  private static boolean isDefined(String name) {
    try {
      Class<?> unused = Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
