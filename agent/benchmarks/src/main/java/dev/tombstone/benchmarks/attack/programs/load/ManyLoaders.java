package dev.tombstone.benchmarks.attack.programs.load;

import dev.tombstone.benchmarks.attack.programs.HealthyDeletions;
import dev.tombstone.benchmarks.attack.programs.Ledger;
import dev.tombstone.benchmarks.attack.programs.Op;
import dev.tombstone.benchmarks.attack.programs.StillWorks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Class loaders that come and go, each with a map class of its own. Every one of them makes other
 * agents' transformers run, which delete from maps of theirs.
 */
public final class ManyLoaders {
  private static final int LOADERS = 700;
  private static final int DELETIONS = 20;
  private static final int COLLECT_EVERY = 100;
  private static final int HEALTHY = 300;

  private ManyLoaders() {}

  private static final class Loader extends ClassLoader {
    private final byte[] classFile;

    Loader(byte[] classFile) {
      super(ManyLoaders.class.getClassLoader());
      this.classFile = classFile;
    }

    Class<?> define() {
      return defineClass(null, classFile, 0, classFile.length);
    }
  }

  /** Folder and seed. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    byte[] classFile;
    try (InputStream stream = ManyLoaders.class.getResourceAsStream("LoaderMap.class")) {
      classFile = stream.readAllBytes();
    }
    Ledger ledger = new Ledger();
    for (int i = 1; i <= LOADERS; i++) {
      delete(map(new Loader(classFile).define()));
      ledger.removed(LoaderMap.class, Op.REMOVE, DELETIONS);
      ledger.missed(LoaderMap.class, Op.REMOVE, 1);
      if (i % COLLECT_EVERY == 0) {
        System.gc();
      }
    }
    StillWorks.print();
    new HealthyDeletions(ledger, Long.parseLong(arguments[1])).run(HEALTHY);
    ledger.write(Path.of(arguments[0]));
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> map(Class<?> type) throws ReflectiveOperationException {
    return (Map<Object, Object>) type.getConstructor().newInstance();
  }

  private static void delete(Map<Object, Object> map) {
    for (int key = 0; key < DELETIONS; key++) {
      map.put(key, key);
    }
    for (int key = 0; key <= DELETIONS; key++) {
      map.remove(key);
    }
  }
}
