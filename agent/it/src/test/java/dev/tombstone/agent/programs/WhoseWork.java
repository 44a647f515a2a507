package dev.tombstone.agent.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;

/**
 * Deletes from a map of its own, has a library delete, and has the JDK delete: it loads classes,
 * logs, and uses thread locals. Says {@code done} and waits for a line.
 */
public final class WhoseWork {
  private static final int ROUNDS = 60;

  private WhoseWork() {}

  /** What is put into a jar, and loaded from there. */
  public static final class Library implements Consumer<String> {
    private final Map<String, String> cache = new HashMap<>();

    @Override
    public void accept(String key) {
      cache.put(key, key);
      cache.remove(key);
    }
  }

  /** {@code arguments}: the jar to be made. */
  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws Exception {
    URL jar = jar(Path.of(arguments[0]));
    Map<String, Integer> sessions = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 10; i++) {
        sessions.put("session " + i, i);
        sessions.remove("session " + i);
      }
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
        Class<?> library = loader.loadClass(Library.class.getName());
        Consumer<String> made = (Consumer<String>) library.getConstructor().newInstance();
        for (int i = 0; i < 10; i++) {
          made.accept("cached " + i);
        }
      }
      Logger.getLogger("logger " + round).log(Level.FINE, "round");
      ThreadLocal<String> local = ThreadLocal.withInitial(() -> "value");
      Thread thread = new Thread(() -> local.set("other"));
      thread.start();
      thread.join();
      local.remove();
      if (round % 20 == 0) {
        // Loggers that nobody holds are taken out of the log manager's maps.
        System.gc();
      }
      Thread.sleep(20);
    }
    System.out.println("done");
    int unused = System.in.read();
  }

  private static URL jar(Path file) throws IOException {
    String name = Library.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
        InputStream in = WhoseWork.class.getResourceAsStream("/" + name)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(in.readAllBytes());
    }
    return file.toUri().toURL();
  }
}
