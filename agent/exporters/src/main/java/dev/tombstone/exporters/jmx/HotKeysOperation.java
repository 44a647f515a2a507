package dev.tombstone.exporters.jmx;

import static javax.management.openmbean.SimpleType.INTEGER;
import static javax.management.openmbean.SimpleType.STRING;

import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.Window;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import org.jspecify.annotations.Nullable;

/** {@code hotKeys(window, k)}: as the attribute, of another window or length. */
final class HotKeysOperation {
  static final String NAME = "hotKeys";
  private static final int MOST = 1_000;

  private HotKeysOperation() {}

  static OpenMBeanOperationInfo info() {
    return new OpenMBeanOperationInfoSupport(
        NAME,
        "The hottest deleted keys of a window",
        new OpenMBeanParameterInfo[] {
          new OpenMBeanParameterInfoSupport("window", "1m, 5m, 1h or all", STRING),
          new OpenMBeanParameterInfoSupport("k", "how many, 1 to 1000", INTEGER),
        },
        Composites.HOT_KEY.arrayType(),
        MBeanOperationInfo.INFO);
  }

  /** Answers; {@code arguments} are whatever the client sent. */
  static Object invoke(SnapshotSource source, @Nullable Object @Nullable [] arguments) {
    if (arguments == null
        || arguments.length != 2
        || !(arguments[0] instanceof String id)
        || !(arguments[1] instanceof Integer k)) {
      throw new IllegalArgumentException("hotKeys takes a String, the window, and an int, k");
    }
    Window window =
        Window.ofId(id)
            .orElseThrow(() -> new IllegalArgumentException("window must be 1m, 5m, 1h or all"));
    if (k < 1 || k > MOST) {
      throw new IllegalArgumentException("k must be 1 to " + MOST);
    }
    return Composites.HOT_KEY.of(source.hotKeys(window, k, "", "", Code.ALL).keys());
  }
}
