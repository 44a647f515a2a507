package dev.tombstone.instrumentation;

import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.OwnDeletion;
import dev.tombstone.model.family.OwnDeletion.Way;
import dev.tombstone.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/** The deletions by which the agent looks whether woven classes still are as it wove them. */
final class OwnDeletions {
  private OwnDeletions() {}

  /** One for each woven class that has a map of the JDK to delete from. */
  static List<OwnDeletion> all() {
    List<OwnDeletion> all = new ArrayList<>();
    for (MapFamily family : MapFamilies.maps()) {
      all.addAll(family.ownDeletions());
    }
    all.add(shared("concurrent.ConcurrentSkipListSet", Operation.REMOVE));
    all.add(shared("concurrent.ConcurrentMap", Operation.COMPUTE));
    all.add(shared("Properties", Operation.REMOVE));
    all.add(shared("Map", Operation.REMOVE_VALUE));
    all.add(shared("Collection", Operation.REMOVE_IF));
    all.add(shared("AbstractCollection", Operation.REMOVE));
    all.add(shared("AbstractSet", Operation.REMOVE_IF));
    all.add(shared("AbstractMap", Operation.REMOVE));
    all.add(shared("SequencedMap", Operation.POLL));
    all.add(shared("Collections$CheckedMap$CheckedEntrySet", Operation.REMOVE_IF));
    return all;
  }

  private static OwnDeletion shared(String type, Operation expected) {
    return new OwnDeletion("java.util." + type, expected, Way.SHARED, false);
  }
}
