package dev.tombstone.model.family;

import static dev.tombstone.model.family.Descriptors.KEY;
import static dev.tombstone.model.family.Descriptors.KEY_VALUE;
import static dev.tombstone.model.family.Descriptors.NOTHING;
import static dev.tombstone.model.family.Descriptors.OBJECT;

import dev.tombstone.model.family.Marker.Begin;
import dev.tombstone.model.family.Marker.Change;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.End;
import dev.tombstone.model.family.Marker.Failure;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Operation;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Hashtable: no funnel; each method that removes decrements {@code count} itself. */
final class HashtableFamily implements MapFamily.Maker {
  private static final String OUTER = "this$0:java/util/Hashtable";
  private static final Decrement REMOVE =
      new Decrement("count", true, KeySource.PARAMETER, "hashCode");
  private static final Decrement COMPUTE =
      new Decrement("count", false, KeySource.PARAMETER, "hashCode");
  private static final Failure FAILS = new Failure();
  private static final Change REMOVES = new Change();

  static final MapFamily HASHTABLE =
      MapFamily.of("java.util.Hashtable", new HashtableFamily())
          .at(Operation.REMOVE, "remove" + KEY, REMOVE)
          .at(Operation.REMOVE_VALUE, "remove" + KEY_VALUE, REMOVE)
          .at(Operation.CLEAR, "clear" + NOTHING, new Drop("count"))
          .at(Operation.COMPUTE, "computeIfPresent", COMPUTE)
          .at(Operation.COMPUTE, "compute", COMPUTE)
          .at(Operation.COMPUTE, "merge", COMPUTE)
          .at(
              Operation.REMOVE_VALUE,
              "$EntrySet.remove" + OBJECT,
              new Decrement("count", true, KeySource.ENTRY_PARAMETER, ""),
              OUTER)
          .at(
              Operation.ITERATOR,
              "$Enumerator.remove" + NOTHING,
              new Decrement("count", false, KeySource.NONE, ""),
              OUTER)
          .clearing("clear" + NOTHING)
          .looping("forEach", FAILS)
          .looping("replaceAll", FAILS)
          .looping("remove" + KEY, REMOVES)
          .looping("remove" + KEY_VALUE, REMOVES)
          .looping("clear" + NOTHING, REMOVES)
          .looping("computeIfPresent", REMOVES)
          .looping("compute", REMOVES)
          .looping("merge", REMOVES)
          .looping("$EntrySet.remove" + OBJECT, REMOVES, OUTER)
          .looping("$Enumerator.remove" + NOTHING, REMOVES, OUTER)
          .looping("$Enumerator.remove" + NOTHING, FAILS, OUTER)
          .looping("$Enumerator.next()Ljava/lang/Object;", FAILS, OUTER)
          .looping("$Enumerator.<init>", new Begin(true), OUTER)
          .looping("$Enumerator.hasMoreElements", new End(false), OUTER)
          .views("this$0", "$KeySet", "$ValueCollection", "$EntrySet", "$Enumerator")
          .counts("", Operation.REMOVE, Way.REMOVE)
          .counts("$EntrySet", Operation.REMOVE_VALUE, Way.ENTRY_SET)
          .counts("$Enumerator", Operation.ITERATOR, Way.KEY_ITERATOR)
          .build();

  private HashtableFamily() {}

  @Override
  @SuppressWarnings("JdkObsolete")
  public Map<TimeUnit, Object> make() {
    return new Hashtable<>();
  }
}
