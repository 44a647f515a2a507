package dev.tombstone.agent.programs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An agent that gives classes of the JDK the class files back that the JDK has of them. */
public final class Restorer {
  private static final long FIGHT_PAUSE_NANOS = 300_000_000;
  private static volatile @Nullable Instrumentation instrumentation;

  private Restorer() {}

  /** Called by the JVM; arguments: names of classes that are restored at once and for good. */
  public static void premain(String arguments, Instrumentation instance) throws Exception {
    instrumentation = instance;
    if (arguments != null && !arguments.isEmpty()) {
      restore("stay", arguments.split("\\+"));
    }
  }

  private static Instrumentation jvm() {
    return Objects.requireNonNull(instrumentation);
  }

  /**
   * Restores the classes of these names.
   *
   * @param how {@code once}; {@code stay}, whoever retransforms them later; {@code fight}, again
   *     and again
   */
  static void restore(String how, String... names) throws Exception {
    Map<String, byte[]> originals = new HashMap<>();
    Class<?>[] types = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      types[i] = Class.forName(names[i], false, null);
      originals.put(names[i].replace('.', '/'), original(types[i]));
    }
    ClassFileTransformer transformer =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              ClassLoader loader,
              String name,
              Class<?> type,
              ProtectionDomain domain,
              byte[] code) {
            return loader == null ? originals.get(name) : null;
          }
        };
    retransform(transformer, how.equals("stay"), types);
    if (how.equals("fight")) {
      Thread thread = new Thread(() -> fight(transformer, types), "restorer");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Retransforms this class without a change, and redefines it as the JDK has it. */
  static void touch(String name) throws Exception {
    Class<?> type = Class.forName(name, false, null);
    jvm().retransformClasses(type);
    jvm().redefineClasses(new ClassDefinition(type, original(type)));
  }

  private static void fight(ClassFileTransformer transformer, Class<?>[] types) {
    try {
      while (true) {
        LockSupport.parkNanos(FIGHT_PAUSE_NANOS);
        retransform(transformer, false, types);
      }
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void retransform(
      ClassFileTransformer transformer, boolean stays, Class<?>... types)
      throws UnmodifiableClassException {
    jvm().addTransformer(transformer, true);
    jvm().retransformClasses(types);
    if (!stays) {
      jvm().removeTransformer(transformer);
    }
  }

  private static byte[] original(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getModule().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }
}
