package dev.tombstone.core.code;

import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.hook.jdk.ClassOrigin;
import dev.tombstone.model.snapshot.Code;
import java.lang.StackWalker.StackFrame;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's own code from that of libraries and the JDK, by where it was loaded from.
 *
 * <p>The JDK's: what the boot loader and the platform loader have, and its modules in other
 * loaders. The application's: classes from folders, from {@code BOOT-INF/classes} and {@code
 * WEB-INF/classes}, and of the jar or module that holds the main class those in packages that share
 * its first two names (a jar that libraries were shaded into has others). The rest, and what has no
 * place that it came from, is a library's. {@code packages.include} decides instead where it is
 * set.
 *
 * <p>Loaders are not asked, nor are the places' own {@code URLStreamHandler}s: the parts of a
 * {@code URL} are read. What is known of a place is kept by its text, of {@value #MOST_PLACES}
 * places at the most: no class, domain or loader of the application is held. Not thread-safe.
 */
public final class CodeOrigins {
  private static final int MOST_PLACES = 1_024;

  /** What a place holds. */
  private enum Place {
    OWN,
    /** The main class and whatever else was put into one jar with it. */
    MAIN,
    FOREIGN,
    JDK
  }

  private final FilterConfig filter;
  private final Launch launch;
  private final Map<String, Place> places = new HashMap<>();

  /** Of the JVM's own start. */
  public CodeOrigins(FilterConfig filter) {
    this(filter, Launch.Words.ofThisJvm());
  }

  CodeOrigins(FilterConfig filter, Launch.Words words) {
    this.filter = filter;
    launch = new Launch(words);
  }

  /** Goes through what the first question needs, but for the files that it may look at. */
  public static Code rehearse(FilterConfig filter, StackFrame[] stack) {
    return new CodeOrigins(filter, new Launch.Words("", "", "")).of(stack);
  }

  /**
   * Whose work a deletion with this stack is.
   *
   * @param stack as the sampler takes it, the frame first whose code uses the map; where that is
   *     not known it counts as the application's, which it may be
   */
  public Code of(StackFrame[] stack) {
    if (stack.length == 0) {
      return Code.APPLICATION;
    }
    Class<?> type = stack[0].getDeclaringClass();
    if (JdkFrames.isJdk(ClassOrigin.loaderOf(type))) {
      return JdkFrames.isWorkOfJdk(stack[0]) ? Code.JDK : Code.APPLICATION;
    }
    return of(type.getName(), location(type));
  }

  /** Whose code a class is that is neither in the boot loader nor in the platform loader. */
  Code of(String className, @Nullable String location) {
    Place place = location == null ? Place.FOREIGN : placeAt(location);
    if (place == Place.JDK) {
      return Code.JDK;
    }
    boolean own =
        filter.packagesInclude().isEmpty()
            ? place == Place.OWN || (place == Place.MAIN && launch.isNearMainClass(className))
            : filter.allowsSite(className);
    return own ? Code.APPLICATION : Code.LIBRARY;
  }

  /** Protocol and path of the place that the class came from, or null. */
  private static @Nullable String location(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? null : location.getProtocol() + ":" + location.getPath();
    } catch (SecurityException hidden) {
      return null;
    }
  }

  private Place placeAt(String location) {
    Place known = places.get(location);
    if (known == null) {
      known = judge(location);
      if (places.size() < MOST_PLACES) {
        places.put(location, known);
      }
    }
    return known;
  }

  private Place judge(String location) {
    if (location.startsWith("jrt:")) {
      // A module of the JDK, or one that was linked into an image with it.
      String module = location.substring(location.lastIndexOf('/') + 1);
      return module.startsWith("java.") || module.startsWith("jdk.") ? Place.JDK : Place.MAIN;
    }
    int classes =
        Math.max(location.lastIndexOf("BOOT-INF/classes"), location.lastIndexOf("WEB-INF/classes"));
    int libraries =
        Math.max(location.lastIndexOf("BOOT-INF/lib/"), location.lastIndexOf("WEB-INF/lib/"));
    if (classes >= 0 || libraries >= 0) {
      return classes > libraries ? Place.OWN : Place.FOREIGN;
    }
    if (location.startsWith("jar:file:") && location.indexOf("!/") == location.length() - 2) {
      return judge(location.substring("jar:".length(), location.length() - 2));
    }
    if (!location.startsWith("file:")) {
      return Place.FOREIGN;
    }
    if (location.endsWith("/") || location.endsWith(".java")) {
      return Place.OWN;
    }
    Path file = fileAt(location);
    return file != null && launch.isMainJar(file) ? Place.MAIN : Place.FOREIGN;
  }

  private static @Nullable Path fileAt(String location) {
    try {
      return Path.of(URI.create(location));
    } catch (IllegalArgumentException notEncoded) {
      try {
        return Path.of(location.substring("file:".length()));
      } catch (IllegalArgumentException noPath) {
        return null;
      }
    }
  }
}
