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
   * Weaves the classes that are loaded, and all that will be.
   *
   * @throws UnmodifiableClassException if the JVM refuses
   */
  public void install() throws UnmodifiableClassException {
    for (Map.Entry<String, byte[]> bridge : HookBridge.classes().entrySet()) {
      if (!isDefined(bridge.getKey())) {
        boot.define(bridge.getKey(), bridge.getValue());
      }
    }
    instrumentation.addTransformer(transformer, true);
    retransform();
  }

  /**
   * Puts the original bytes of every class back.
   *
   * @throws UnmodifiableClassException if the JVM refuses
   */
  public void uninstall() throws UnmodifiableClassException {
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

  /** Class loaders of the application that have such classes. */
  public int loaders() {
    return outcomes.loaders();
  }

  private void retransform() throws UnmodifiableClassException {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null
          && transformer.mayWeave(type.getName())
          && instrumentation.isModifiableClass(type)) {
        loaded.add(type);
      }
    }
    if (!loaded.isEmpty()) {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
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
