package dev.tombstone.model.family;

import dev.tombstone.model.operation.BulkCall;
import dev.tombstone.model.operation.Mutation;

/** The place in a method's body at which a removal shows, and what the weaver puts there. */
public sealed interface Marker {
  /** Where a key or hash is found at the marker. */
  enum KeySource {
    /** There is none. */
    NONE,
    /** The method's first parameter. */
    PARAMETER,
    /** The method's first parameter is an entry the application passed in. */
    ENTRY_PARAMETER
  }

  /**
   * A call of the family's funnel, counted from the call's result: not null is a hit, null a miss;
   * a void funnel always hits. Timed around the call. An exception of the body is a failed removal.
   *
   * @param method name of the funnel
   * @param key index of the argument that is the key, or -1
   * @param entry whether the key is inside: the argument, or with index -1 the result, is an entry
   * @param hash index of the argument that is the spread hash, or -1
   * @param value index of the argument that the entry's value must equal, or -1
   * @param only whether only an exception of the call is a failed removal, for what comes before it
   *     decides whether there is one
   */
  record FunnelCall(String method, int key, boolean entry, int hash, int value, boolean only)
      implements Marker {
    /** A call that asks for no value. */
    FunnelCall(String method, int key, boolean entry, int hash) {
      this(method, key, entry, hash, -1, false);
    }

    /** A call that asks for the value in this argument. */
    FunnelCall(String method, int key, boolean entry, int hash, int value) {
      this(method, key, entry, hash, value, false);
    }

    /** The same, where only an exception of the call is a failed removal. */
    FunnelCall alone() {
      return new FunnelCall(method, key, entry, hash, value, true);
    }
  }

  /**
   * {@code size--} in the body: one entry left. Not timed unless {@code miss}.
   *
   * @param field name of the size field
   * @param miss whether returning without passing the marker is a keyed removal that missed
   * @param key the key
   * @param hashCall name of the call in the body that computes the key's hash, or empty
   */
  record Decrement(String field, boolean miss, KeySource key, String hashCall) implements Marker {}

  /**
   * A void call in the body that unlinks an entry; returning without it is a miss.
   *
   * @param method name of the call
   * @param key the key
   */
  record UnlinkOrMiss(String method, KeySource key) implements Marker {}

  /**
   * The whole of {@code clear}: drops what the size field says at entry.
   *
   * @param field name of the size field
   */
  record Drop(String field) implements Marker {}

  /**
   * A call that adjusts the size by its first argument; negative is a removal.
   *
   * @param method name of the call
   * @param key the key
   * @param timed whether the method's time is the removal's
   */
  record Adjust(String method, KeySource key, boolean timed) implements Marker {}

  /** {@code ConcurrentHashMap.replaceNode}, whose arguments say whether it removes. */
  record ReplaceNode() implements Marker {}

  /**
   * A boolean check before a removal; false is a keyed removal that missed.
   *
   * @param method name of the check
   */
  record Guard(String method) implements Marker {}

  /**
   * The whole of a body that removes by way of another, or of a view or an iterator: where it ends
   * in an exception of its own, that is a failed removal. First of the method's points, for what
   * the others add must not be taken for its own.
   *
   * @param except name of a call whose own body tells of its exceptions, or empty
   */
  record Fails(String except) implements Marker {}

  /** {@code remove(key, null)} on a map without nulls: a miss that reaches no funnel. */
  record NullValue() implements Marker {}

  /** {@code Map.remove(key, value)}, the default: false on a map of the JDK is a miss. */
  record DefaultRemove() implements Marker {}

  /** {@code AbstractCollection.remove}: false on a view of keys or entries is a miss. */
  record ViewRemove() implements Marker {}

  /**
   * A boolean check of a view before a keyed removal; false is a miss.
   *
   * @param method name of the check
   */
  record ViewGuard(String method) implements Marker {}

  /**
   * An inner call that removes, counted under the operation of this method.
   *
   * @param method name of the inner call
   */
  record Inner(String method) implements Marker {}

  /** Inner calls on the map inside {@code Properties}, counted as the Properties'. */
  record Wrapped() implements Marker {}

  /**
   * An inner call by a view of ConcurrentHashMap that may be a view of {@code Properties}.
   *
   * @param method name of the inner call
   */
  record ViewCall(String method) implements Marker {}

  /** A view of the map inside {@code Properties} is handed out. */
  record ViewTaken() implements Marker {}

  /**
   * The whole of a mutating operation, entry to return or exception.
   *
   * @param mutation its kind
   * @param key index of a parameter whose methods the operation may call, or {@link #NONE}
   * @param value index of another, or {@link #NONE}
   */
  record Whole(Mutation mutation, int key, int value) implements Marker {
    /** No such parameter. */
    public static final int NONE = -1;
  }

  /**
   * The whole of a call that removes many entries, or may, entry to return.
   *
   * @param call which
   * @param wholeTable whether it goes through the map's whole table, however few entries there are,
   *     and asks nobody
   */
  record Bulk(BulkCall call, boolean wholeTable) implements Marker {}

  /** A ConcurrentModificationException that is about to be made, because two counts differ. */
  record Failure() implements Marker {}

  /**
   * The end of a loop: {@code hasNext} and its like answer false.
   *
   * @param placed whether the map moves entries within its table, and the iterator knows its place
   */
  record End(boolean placed) implements Marker {}

  /**
   * The end of an iterator's constructor: a loop begins.
   *
   * @param whole whether it goes over the whole map
   */
  record Begin(boolean whole) implements Marker {}

  /** {@code modCount++} in a body that removes, once. */
  record Change() implements Marker {}

  /**
   * The same in a body that goes on to move other entries: told at once, before they are, with
   * stack for all of it reserved at entry.
   *
   * @param inPlace whether the body moves entries without telling
   */
  record ChangeAtOnce(boolean inPlace) implements Marker {}

  /** The same in a body that goes straight on to its return, and has no byte to spare. */
  record ChangeAtTheEnd() implements Marker {}

  /** An assignment to the first parameter: an entry moves there from the place that is assigned. */
  record Move() implements Marker {}

  /**
   * The whole of a resize.
   *
   * @param field name of the size field
   */
  record Resize(String field) implements Marker {}

  /**
   * A call that helps with a resize.
   *
   * @param method its name
   * @param newValue index of the parameter that is null if the operation removes, or {@link
   *     Whole#NONE}
   */
  record Assist(String method, int newValue) implements Marker {}

  /**
   * A loop that removes collected entries, each by {@code size--}.
   *
   * @param field name of the size field
   */
  record Backlog(String field) implements Marker {}

  /** The begin of a body that inserts into a map which holds its keys weakly. */
  record WeakInsert() implements Marker {}
}
