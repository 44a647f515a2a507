package dev.tombstone.core.detect.closing;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The objects that are followed, by identity. A table with a bound and without a lock: an object is
 * at one of eight places, or is not followed. Application threads add and look for objects, the
 * agent takes them out.
 */
final class FollowedObjects {
  static final int SLOTS = 8_192;
  private static final int WAYS = 8;

  private final AtomicReferenceArray<@Nullable Followed> slots = new AtomicReferenceArray<>(SLOTS);
  private volatile ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

  /** Follows the object from now on, if there is a place. */
  void follow(Object object, ValueClass type) {
    int identity = System.identityHashCode(object);
    int hash = ValueClasses.mixed(identity);
    for (int i = 0; i < WAYS; i++) {
      int slot = hash + i & SLOTS - 1;
      if (slots.get(slot) == null
          && slots.compareAndSet(slot, null, new Followed(object, identity, type, unreachable))) {
        return;
      }
    }
  }

  /** What is known of the object; null if it is not followed. */
  @Nullable Followed of(Object object) {
    int identity = System.identityHashCode(object);
    int hash = ValueClasses.mixed(identity);
    for (int i = 0; i < WAYS; i++) {
      Followed each = slots.get(hash + i & SLOTS - 1);
      if (each != null && each.hash == identity && each.refersTo(object)) {
        return each;
      }
    }
    return null;
  }

  /** The next one that cannot be reached any more, which is then forgotten; null if none. */
  @Nullable Followed nextUnreachable() {
    Reference<?> next = unreachable.poll();
    if (!(next instanceof Followed followed)) {
      return null;
    }
    remove(followed);
    return followed;
  }

  /** All that are there now. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < SLOTS; i++) {
      Followed each = slots.get(i);
      if (each != null) {
        visitor.visit(each);
      }
    }
  }

  void remove(Followed followed) {
    int hash = ValueClasses.mixed(followed.hash);
    for (int i = 0; i < WAYS; i++) {
      slots.compareAndSet(hash + i & SLOTS - 1, followed, null);
    }
  }

  /** Follows none of those that it has followed. */
  void clear() {
    unreachable = new ReferenceQueue<>();
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, null);
    }
  }

  /** Is shown objects. */
  interface Visitor {
    void visit(Followed followed);
  }
}
