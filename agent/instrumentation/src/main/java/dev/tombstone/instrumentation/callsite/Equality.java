package dev.tombstone.instrumentation.callsite;

import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which classes have the {@code equals} and {@code hashCode} of {@link Object}. Methods of an
 * application's class are looked for in its class file: to ask the class itself would load the
 * classes that its methods name. For agent threads, one at a time.
 */
final class Equality {
  private static final int MOST_CLASSES = 1_024;

  private final ClassReads reads;
  private final Map<Class<?>, Boolean> known = new WeakHashMap<>();

  Equality(ClassReads reads) {
    this.reads = reads;
  }

  /** Whether an object of this class equals itself only; false if that is not known. */
  boolean isOfObject(Class<?> type) {
    if (type.isArray() || isLambda(type)) {
      return true;
    }
    for (Class<?> each = type; each != Object.class && each != null; each = each.getSuperclass()) {
      if (!inherits(each)) {
        return false;
      }
    }
    return !type.isInterface() && !type.isPrimitive();
  }

  /** A class that the JDK makes of a lambda or a method reference: it has the one method. */
  static boolean isLambda(Class<?> type) {
    return type.isHidden()
        && type.isSynthetic()
        && type.getSuperclass() == Object.class
        && type.getName().contains("$$Lambda");
  }

  /** Whether this class itself declares neither of the two. */
  private boolean inherits(Class<?> type) {
    Boolean answer = known.get(type);
    if (answer == null) {
      answer = isOfJdk(type) ? declaresNeither(type) : declaresNeither(reads.of(type));
      if (known.size() < MOST_CLASSES) {
        known.put(type, answer);
      }
    }
    return answer;
  }

  /** Whether the classes that it names can be loaded without code of the application. */
  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static boolean declaresNeither(Class<?> type) {
    try {
      return Arrays.stream(type.getDeclaredMethods())
          .noneMatch(method -> isOneOfThem(method.getName(), Type.getMethodDescriptor(method)));
    } catch (LinkageError unresolved) {
      // A class of the boot class path that names one which is not there.
      return false;
    }
  }

  private static boolean declaresNeither(@Nullable TypedClass type) {
    return type != null
        && type.node().methods.stream().noneMatch(method -> isOneOfThem(method.name, method.desc));
  }

  private static boolean isOneOfThem(String name, String descriptor) {
    return (name.equals("equals") && descriptor.equals("(Ljava/lang/Object;)Z"))
        || (name.equals("hashCode") && descriptor.equals("()I"));
  }
}
