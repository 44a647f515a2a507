package dev.tombstone.core.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** Code that is not in the agent's loader, which in these tests has all other classes. */
public final class ForeignCode {
  private ForeignCode() {}

  /** Runs a task. */
  public static final class Direct implements Consumer<Runnable> {
    @Override
    public void accept(Runnable task) {
      task.run();
    }
  }

  /** Has the JDK's regular expressions call a task that is one of their functions too. */
  public static final class ByRegex implements Consumer<Runnable> {
    @Override
    @SuppressWarnings("unchecked")
    public void accept(Runnable task) {
      String unused =
          Pattern.compile("x").matcher("x").replaceAll((Function<MatchResult, String>) task);
    }
  }

  /** A task for either. */
  public record Task(Runnable what) implements Runnable, Function<MatchResult, String> {
    @Override
    public void run() {
      what.run();
    }

    @Override
    public String apply(MatchResult found) {
      what.run();
      return "";
    }
  }

  /** The class in a loader of its own, from the folder of the test's classes. */
  public static Class<?> fromFolder(Class<?> type) {
    return load(type, type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** The class in a loader of its own, from a jar in this folder. */
  public static Class<?> fromJar(Class<?> type, Path folder) {
    try {
      return load(type, jar(folder.resolve("library.jar"), type).toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar with this class. */
  static Path jar(Path file, Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(type.getResourceAsStream("/" + name).readAllBytes());
    }
    return file;
  }

  /** A task runner of such a class. */
  @SuppressWarnings("unchecked")
  public static Consumer<Runnable> runner(Class<?> type) {
    try {
      return (Consumer<Runnable>) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(Class<?> type, URL place) {
    try {
      return new URLClassLoader(new URL[] {place}, ClassLoader.getPlatformClassLoader())
          .loadClass(type.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
