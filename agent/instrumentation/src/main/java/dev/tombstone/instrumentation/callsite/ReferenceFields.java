package dev.tombstone.instrumentation.callsite;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;

/**
 * Which fields of a class's instances hold references. Those of an application's class are looked
 * for in its class file: to ask the class itself would load the classes of its fields. For agent
 * threads, one at a time.
 */
final class ReferenceFields {
  private static final int MOST_CLASSES = 1_024;

  private final ClassReads reads;
  private final Map<Class<?>, List<String>> known = new WeakHashMap<>();

  ReferenceFields(ClassReads reads) {
    this.reads = reads;
  }

  /**
   * Names of those that this class itself declares, in the order of their declaration; null if they
   * may not be read now.
   */
  @Nullable List<String> of(Class<?> type) {
    List<String> fields = known.get(type);
    if (fields == null) {
      // Of a lambda's class the fields' classes are loaded: the lambda was made of such values.
      boolean loaded = Equality.isOfJdk(type) || Equality.isLambda(type);
      if (!loaded && !reads.allowed()) {
        return null;
      }
      fields = loaded ? declared(type) : read(reads.of(type));
      if (known.size() < MOST_CLASSES) {
        known.put(type, fields);
      }
    }
    return fields;
  }

  private static List<String> declared(Class<?> type) {
    try {
      List<String> names = new ArrayList<>();
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          names.add(field.getName());
        }
      }
      return List.copyOf(names);
    } catch (LinkageError unresolved) {
      // A class of the boot class path that names one which is not there.
      return List.of();
    }
  }

  private static List<String> read(@Nullable TypedClass type) {
    List<String> names = new ArrayList<>();
    if (type != null) {
      for (FieldNode field : type.node().fields) {
        int sort = Type.getType(field.desc).getSort();
        if ((field.access & Opcodes.ACC_STATIC) == 0
            && (sort == Type.OBJECT || sort == Type.ARRAY)) {
          names.add(field.name);
        }
      }
    }
    return List.copyOf(names);
  }
}
