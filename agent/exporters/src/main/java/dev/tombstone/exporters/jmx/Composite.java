package dev.tombstone.exporters.jmx;

import dev.tombstone.model.snapshot.EncodableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;

/**
 * How a record of the agent becomes a {@code CompositeData}: the items' names, descriptions and
 * open types, and where their values come from. Immutable.
 *
 * @param <T> the record
 */
final class Composite<T> {
  /** One item. */
  private record Item<T>(
      String name, String description, OpenType<?> type, Function<T, Object> value) {}

  private final CompositeType type;
  private final List<Item<T>> items;
  private final String[] names;

  private Composite(Builder<T> builder) {
    items = List.copyOf(builder.items);
    names = items.stream().map(Item::name).toArray(String[]::new);
    try {
      type =
          new CompositeType(
              builder.name,
              builder.description,
              names,
              items.stream().map(Item::description).toArray(String[]::new),
              items.stream().map(Item::type).toArray(OpenType<?>[]::new));
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The items so far. */
  static final class Builder<T> {
    private final String name;
    private final String description;
    private final List<Item<T>> items = new ArrayList<>();

    private Builder(String name, String description) {
      this.name = name;
      this.description = description;
    }

    /** One more item. */
    Builder<T> item(
        String itemName, String itemDescription, OpenType<?> type, Function<T, Object> value) {
      items.add(new Item<>(itemName, itemDescription, type, value));
      return this;
    }

    Composite<T> build() {
      return new Composite<>(this);
    }
  }

  /** A composite without items yet. */
  static <T> Builder<T> named(String name, String description) {
    return new Builder<>(name, description);
  }

  CompositeType type() {
    return type;
  }

  /** The type of many of them. */
  ArrayType<CompositeData[]> arrayType() {
    return array(type);
  }

  /** One of them. */
  CompositeData of(T record) {
    Object[] values = items.stream().map(item -> encodable(item.value().apply(record))).toArray();
    try {
      return new CompositeDataSupport(type, names, values);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object encodable(Object value) {
    if (value instanceof String text) {
      return EncodableText.of(text);
    }
    return value instanceof String[] texts
        ? Arrays.stream(texts).map(EncodableText::of).toArray(String[]::new)
        : value;
  }

  /** Many of them, in this order. */
  CompositeData[] of(List<? extends T> records) {
    return records.stream().map(this::of).toArray(CompositeData[]::new);
  }

  /** The array type over an element type. */
  static <E> ArrayType<E[]> array(OpenType<E> element) {
    try {
      return ArrayType.getArrayType(element);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }
}
