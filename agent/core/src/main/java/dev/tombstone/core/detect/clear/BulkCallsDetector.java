package dev.tombstone.core.detect.clear;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.model.family.Layer;
import java.util.List;

/** The part of {@code conditional-clear} that loops pay nothing for: calls of the JDK's. */
final class BulkCallsDetector extends Detector {
  private static final String NAME = ConditionalClearDetector.HAZARD.id() + ":calls";

  BulkCallsDetector() {
    super(NAME, ConditionalClearDetector.HAZARD, Layer.BULK);
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    return List.of(BulkCalls.of(tools, part));
  }
}
