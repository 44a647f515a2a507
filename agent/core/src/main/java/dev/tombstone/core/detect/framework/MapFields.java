package dev.tombstone.core.detect.framework;

import dev.tombstone.core.intake.JdkFrames;
import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the evidence in which field the map is, {@code mapIn}, where the bytecode of a line that
 * used it says so, and puts the field's name into the advice.
 */
final class MapFields {
  /** Stands for the map in an advice. */
  private static final String MAP = "{map}";

  private static final String OWNER = "mapIn";
  private static final String ADVICE = "advice";

  private final CallSites callSites;

  MapFields(CallSites callSites) {
    this.callSites = callSites;
  }

  /** What was seen, with the field if it is known. */
  Occurrence added(Occurrence.Raw raw, Occurrence seen) {
    Object known = seen.evidence().get(OWNER);
    String field = known == null ? fieldOf(raw) : known.toString();
    Object advice = seen.evidence().get(ADVICE);
    boolean named = advice != null && advice.toString().contains(MAP);
    if (!named && (field == null || known != null)) {
      return seen;
    }
    Map<String, Object> evidence = new LinkedHashMap<>(seen.evidence());
    if (field != null) {
      evidence.put(OWNER, field);
    }
    if (advice != null) {
      String name = field == null ? "map" : field.substring(field.lastIndexOf('.') + 1);
      evidence.remove(ADVICE);
      evidence.put(ADVICE, advice.toString().replace(MAP, name));
    }
    return seen.with(evidence);
  }

  private @Nullable String fieldOf(Occurrence.Raw raw) {
    for (StackFrame[] use : raw.mapUses()) {
      int user = JdkFrames.userIndex(use);
      boolean called = user > 0 && !JdkFrames.isJdk(use[user]);
      String field = called ? callSites.mapField(use[user], use[user - 1].getMethodName()) : null;
      if (field != null) {
        return field;
      }
    }
    return null;
  }
}
