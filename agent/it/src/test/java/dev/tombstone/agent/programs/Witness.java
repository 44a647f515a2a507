package dev.tombstone.agent.programs;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small agent that looks at the bytes of classes after all agents that came before it. */
public final class Witness {
  private static volatile @Nullable Instrumentation instrumentation;

  private Witness() {}

  /** Called by the JVM. */
  public static void agentmain(String arguments, Instrumentation instance) {
    instrumentation = instance;
  }

  /** Writes the bytes of these classes, as the JVM has them, into a folder; answers how many. */
  static int dump(String[] classNames, Path folder) throws Exception {
    Instrumentation own = Objects.requireNonNull(instrumentation);
    Map<String, byte[]> seen = new TreeMap<>();
    ClassFileTransformer reader =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              ClassLoader loader,
              String name,
              Class<?> type,
              ProtectionDomain domain,
              byte[] code) {
            if (loader == null && Arrays.asList(classNames).contains(name.replace('/', '.'))) {
              seen.put(name, code.clone());
            }
            return null;
          }
        };
    own.addTransformer(reader, true);
    try {
      for (String name : classNames) {
        own.retransformClasses(Class.forName(name, false, null));
      }
    } finally {
      own.removeTransformer(reader);
    }
    for (Map.Entry<String, byte[]> type : seen.entrySet()) {
      Files.write(folder.resolve(type.getKey().replace('/', '.')), type.getValue());
    }
    return seen.size();
  }
}
