package dev.tombstone.core.code;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * What the JVM was started with: the jar or module that holds the main class, and that class's
 * package. The files are looked at when it is first asked, by the thread that asks.
 */
final class Launch {
  /** Entries of the class path that are searched for the main class. */
  private static final int MOST_ENTRIES = 1_000;

  /** By which a Spring Boot jar names the application's main class; the other is its launcher. */
  private static final Attributes.Name START_CLASS = new Attributes.Name("Start-Class");

  /**
   * The JVM's own words.
   *
   * @param command jar, main class, or module and perhaps main class; then arguments
   * @param classPath entries
   * @param module that holds the main class, or empty
   */
  record Words(String command, String classPath, String module) {
    /** As they are now. */
    static Words ofThisJvm() {
      return new Words(
          System.getProperty("sun.java.command", ""),
          System.getProperty("java.class.path", ""),
          System.getProperty("jdk.module.main", ""));
    }
  }

  private record Main(String className, Optional<Path> jar) {}

  private final Words words;
  private Optional<Main> found = Optional.empty();

  Launch(Words words) {
    this.words = words;
  }

  /** Whether this file holds the main class. */
  boolean isMainJar(Path file) {
    return main().jar().map(jar -> jar.equals(real(file))).orElse(false);
  }

  /** Whether a class is in a package that begins as the main class's does, by two names. */
  boolean isNearMainClass(String className) {
    return className.startsWith(beginning(main().className()));
  }

  /** The file itself, whatever links lead to it. */
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException | SecurityException gone) {
      return file.toAbsolutePath().normalize();
    }
  }

  /** {@code com.acme.} of {@code com.acme.shop.Main}; empty for a class without a package. */
  private static String beginning(String className) {
    int first = className.indexOf('.');
    int second = first < 0 ? -1 : className.indexOf('.', first + 1);
    return className.substring(0, (second < 0 ? first : second) + 1);
  }

  private Main main() {
    Main main = found.orElse(null);
    if (main == null) {
      main = search();
      found = Optional.of(main);
    }
    return main;
  }

  private Main search() {
    try {
      if (!words.module().isEmpty()) {
        return ofModule();
      }
      String classPath = words.classPath();
      String command = words.command();
      boolean jar = command.equals(classPath) || command.startsWith(classPath + " ");
      if (jar && !classPath.isEmpty()) {
        return ofJar(Path.of(classPath));
      }
      return ofClassPath(command.split(" ", 2)[0]);
    } catch (IOException | RuntimeException unreadable) {
      // Then nothing is known of it, and every jar is a library.
      return new Main("", Optional.empty());
    }
  }

  private static Main ofJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String main = attributes.getValue(START_CLASS);
      if (main == null) {
        main = attributes.getValue(Attributes.Name.MAIN_CLASS);
      }
      return new Main(main == null ? "" : main.strip(), Optional.of(real(jar)));
    }
  }

  private Main ofClassPath(String className) {
    String entry = className.replace('.', '/') + ".class";
    String[] path = words.classPath().split(File.pathSeparator, MOST_ENTRIES);
    for (String element : path) {
      Path place = Path.of(element);
      if (Files.isDirectory(place) ? Files.exists(place.resolve(entry)) : holds(place, entry)) {
        return new Main(className, Optional.of(real(place)));
      }
    }
    return new Main(className, Optional.empty());
  }

  private static boolean holds(Path jar, String entry) {
    if (!Files.isRegularFile(jar)) {
      return false;
    }
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.getEntry(entry) != null;
    } catch (IOException noJar) {
      return false;
    }
  }

  private Main ofModule() {
    Optional<ModuleReference> module =
        ModuleLayer.boot()
            .configuration()
            .findModule(words.module())
            .map(ResolvedModule::reference);
    String started = words.command().split(" ", 2)[0];
    String main =
        started.contains("/")
            ? started.substring(started.indexOf('/') + 1)
            : module.flatMap(found -> found.descriptor().mainClass()).orElse("");
    Optional<Path> file =
        module
            .flatMap(ModuleReference::location)
            .filter(location -> "file".equals(location.getScheme()))
            .map((URI location) -> real(Path.of(location)));
    return new Main(main, file);
  }
}
