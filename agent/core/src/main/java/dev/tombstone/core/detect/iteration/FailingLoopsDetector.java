package dev.tombstone.core.detect.iteration;

import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Tools;
import dev.tombstone.core.detect.framework.Watch;
import dev.tombstone.core.detect.overlap.OverlapWatch;
import dev.tombstone.model.family.Layer;
import java.util.List;

/**
 * The part of {@code removal-while-iterating} that runs nothing until a loop fails; what explains
 * the failure is woven for a time once a loop has failed twice ({@link Tracing}).
 */
final class FailingLoopsDetector extends Detector {
  private static final String NAME = RemovalWhileIteratingDetector.HAZARD.id() + ":failed";

  private final boolean traces;
  private final Detector tracing;

  /** With none of the removals woven, until they are asked for. */
  FailingLoopsDetector() {
    super(NAME, RemovalWhileIteratingDetector.HAZARD, Layer.FAILURE);
    traces = false;
    tracing = new FailingLoopsDetector(Layer.FAILURE, Layer.MUTATIONS);
  }

  /** With some of the removals woven, and what tells whose the changes of a map are. */
  private FailingLoopsDetector(Layer... layers) {
    super(NAME, RemovalWhileIteratingDetector.HAZARD, layers);
    traces = true;
    tracing = this;
  }

  @Override
  public Detector tracing() {
    return tracing;
  }

  @Override
  public List<Watch> watches(Tools tools, int part) {
    Watch loops = RemovalWhileIterating.of(tools);
    return traces ? List.of(OverlapWatch.of(tools), loops) : List.of(loops);
  }
}
