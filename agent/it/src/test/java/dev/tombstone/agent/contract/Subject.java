package dev.tombstone.agent.contract;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map under test.
 *
 * @param name what the table calls it
 * @param mapClass class its deletions must count under
 * @param fresh makes an empty one
 * @param keys all keys it may hold, as instances that are the same object wherever they are equal
 * @param values all values it may hold
 * @param traits what it allows
 */
record Subject(
    String name,
    String mapClass,
    Supplier<Map<Object, Object>> fresh,
    Object[] keys,
    @Nullable Object[] values,
    Set<Trait> traits) {
  enum Trait {
    NULL_KEY,
    NULL_VALUE,
    NAVIGABLE,
    /** Keys and values are compared by identity: no removal of one can fail. */
    IDENTITY,
    /** On JDK 21 and later it is a SequencedMap that is no NavigableMap. */
    LINKED
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  @Nullable Object anyKey(Random random) {
    return has(Trait.NULL_KEY) && random.nextInt(30) == 0
        ? null
        : keys[random.nextInt(keys.length)];
  }

  @Nullable Object anyValue(Random random) {
    return has(Trait.NULL_VALUE) && random.nextInt(8) == 0
        ? null
        : values[random.nextInt(values.length)];
  }
}
