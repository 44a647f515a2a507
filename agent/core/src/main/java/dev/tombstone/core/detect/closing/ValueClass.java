package dev.tombstone.core.detect.closing;

import dev.tombstone.core.detect.framework.ClosingClasses.Field;
import dev.tombstone.core.detect.framework.ClosingClasses.Told;
import dev.tombstone.core.detect.framework.ClosingClasses.Verdict;
import dev.tombstone.core.detect.framework.DrawnRate;
import dev.tombstone.hook.jdk.ObjectFields;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What is known of one class of values. Held weakly: it may be unloaded. */
final class ValueClass {
  private static final int MADE_PER_SECOND = 200;

  final WeakReference<Class<?>> type;
  final String name;

  /** How many of its new objects are followed. */
  final DrawnRate made = new DrawnRate(MADE_PER_SECOND);

  /** Set before {@link #verdict}. */
  private String[] fields = {};

  private long[] offsets = {};
  private boolean[] closeable = {};
  private boolean cleanedLater;
  private boolean handsOver;
  private boolean holdsMore;

  /** Null until it is known. */
  private volatile @Nullable Verdict verdict;

  ValueClass(Class<?> type) {
    this.type = new WeakReference<>(type);
    name = type.getName();
  }

  /** Null while nobody has looked yet. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  boolean tells() {
    return verdict == Verdict.TELLS;
  }

  /** On an agent's thread. */
  void set(Told told) {
    int count = told.fields().size();
    String[] names = new String[count];
    long[] places = new long[count];
    boolean[] declared = new boolean[count];
    for (int i = 0; i < count; i++) {
      Field field = told.fields().get(i);
      names[i] = "its field " + field.name();
      declared[i] = field.closeable();
      places[i] = ObjectFields.offset(field.declaring(), field.name());
      if (places[i] == ObjectFields.UNKNOWN) {
        throw new IllegalStateException("no field " + field.name());
      }
    }
    fields = names;
    offsets = places;
    closeable = declared;
    cleanedLater = told.cleanedLater();
    handsOver = told.handsOver();
    holdsMore = told.holdsMore();
    verdict = told.verdict();
  }

  boolean isCleanedLater() {
    return cleanedLater;
  }

  boolean handsOver() {
    return handsOver;
  }

  boolean holdsMore() {
    return holdsMore;
  }

  int fields() {
    return offsets.length;
  }

  /** What the object, which is of this class, holds in this field. */
  @Nullable Object read(Object object, int field) {
    return ObjectFields.reference(object, offsets[field]);
  }

  /** Whether the field is declared to hold what has to be closed. */
  boolean isCloseable(int field) {
    return closeable[field];
  }

  String fieldName(int field) {
    return fields[field];
  }
}
