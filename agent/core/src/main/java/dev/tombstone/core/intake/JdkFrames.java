package dev.tombstone.core.intake;

import dev.tombstone.hook.jdk.ClassOrigin;
import java.lang.StackWalker.StackFrame;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's frames are to the deletion that they are on the stack of: whose work is it?
 *
 * <p>Outwards from the map's method, maps and other collections with their views, iterators and
 * streams are the map's own machinery. The first frame that is not decides: code outside the JDK,
 * and the work is that code's; the JDK, and it is the JDK's own, whoever has called it; what only
 * runs code that it was given, and the work is that of the next frame outside the JDK. Such code
 * has a frame of its own, which comes first, unless it is a reference to the map's method.
 *
 * <p>Asked on application threads: names and classes are compared, nothing is loaded, called or
 * allocated.
 */
public final class JdkFrames {
  /** The map's own code. */
  static final int MACHINERY = 0;

  /** Runs what it was given. */
  static final int CARRIER = 1;

  /** Uses the map. */
  static final int USER = 2;

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final String UTIL = "java.util.";
  private static final String CONCURRENT = "java.util.concurrent.";

  /** What begins like this after {@code java.util.} uses maps; the rest of it is machinery. */
  private static final String[] USERS_IN_UTIL = {
    "Calendar",
    "Currency",
    "Formatter",
    "GregorianCalendar",
    "JapaneseImperialCalendar",
    "ListResourceBundle",
    "Locale",
    "PropertyResourceBundle",
    "ResourceBundle",
    "Scanner",
    "ServiceLoader",
    "SimpleTimeZone",
    "TimeZone",
    "Timer",
    "jar.",
    "logging.",
    "prefs.",
    "regex.",
    "spi.",
    "zip.",
  };

  /** The same after {@code java.util.concurrent.}: the rest of it carries. */
  private static final String[] USERS_IN_CONCURRENT = {
    "ThreadPerTaskExecutor", "ThreadPoolExecutor"
  };

  private static final String[] MACHINERY_IN_CONCURRENT = {"Concurrent", "CopyOnWrite"};

  private static final String[] OTHER_MACHINERY = {"dev.tombstone.hook.", "java.lang.Iterable"};

  private static final String[] OTHER_CARRIERS = {
    "java.lang.ScopedValue",
    "java.lang.reflect.Method",
    "java.security.AccessController",
    "jdk.internal.ref.",
    "jdk.internal.reflect.",
  };

  /** Not its neighbours, which keep maps of what they have made. */
  private static final String METHOD_HANDLE = "java.lang.invoke.MethodHandle";

  /** Threads and pools are users of maps, but in these methods, which run what they were given. */
  private static final String RUNNING = "run";

  private static final String[] RUNNERS = {
    "java.lang.Thread",
    "java.lang.VirtualThread",
    "java.util.concurrent.ThreadPerTaskExecutor",
    "java.util.concurrent.ThreadPoolExecutor",
  };

  private JdkFrames() {}

  /** Whether the frame is the JDK's. */
  public static boolean isJdk(StackFrame frame) {
    return isJdk(ClassOrigin.loaderOf(frame.getDeclaringClass()));
  }

  /** Whether the JDK's classes are in this loader; those of some of its tools are not. */
  public static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  /** What a frame of this class of the JDK is. */
  static int kind(Class<?> type, String name) {
    if (name.startsWith(CONCURRENT)) {
      return kindInConcurrent(type, name);
    }
    if (name.startsWith(UTIL)) {
      return begins(name, UTIL.length(), USERS_IN_UTIL) && !isCollection(type) ? USER : MACHINERY;
    }
    if (begins(name, 0, OTHER_MACHINERY)) {
      return MACHINERY;
    }
    if (name.equals(METHOD_HANDLE) || begins(name, 0, OTHER_CARRIERS)) {
      return CARRIER;
    }
    return isCollection(type) ? MACHINERY : USER;
  }

  /**
   * The frame whose code uses the map, or null if none tells.
   *
   * @param frames innermost first, with their classes
   */
  public static @Nullable StackFrame userOf(StackFrame[] frames) {
    int index = userIndex(frames);
    return index < 0 ? null : frames[index];
  }

  /** Index of the frame that {@link #userOf} answers, or -1. */
  public static int userIndex(StackFrame[] frames) {
    boolean carried = false;
    for (int i = 0; i < frames.length; i++) {
      Class<?> type = frames[i].getDeclaringClass();
      if (!isJdk(ClassOrigin.loaderOf(type))) {
        return i;
      }
      int kind = kind(type, type.getName());
      if (kind == USER && !carried) {
        return i;
      }
      carried |= kind == CARRIER;
    }
    return -1;
  }

  /** Whether the frame is the JDK's, and the work in it too; not for application threads. */
  public static boolean isWorkOfJdk(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String name = type.getName();
    return isJdk(ClassOrigin.loaderOf(type))
        && kind(type, name) == USER
        && !(begins(name, 0, RUNNERS) && frame.getMethodName().startsWith(RUNNING));
  }

  private static int kindInConcurrent(Class<?> type, String name) {
    if (begins(name, CONCURRENT.length(), USERS_IN_CONCURRENT)) {
      return USER;
    }
    return begins(name, CONCURRENT.length(), MACHINERY_IN_CONCURRENT) || isCollection(type)
        ? MACHINERY
        : CARRIER;
  }

  /** Maps and collections of the JDK outside {@code java.util} as well. */
  private static boolean isCollection(Class<?> type) {
    return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
  }

  private static boolean begins(String name, int from, String[] beginnings) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning, from)) {
        return true;
      }
    }
    return false;
  }
}
