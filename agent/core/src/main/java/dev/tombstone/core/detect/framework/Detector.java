package dev.tombstone.core.detect.framework;

import dev.tombstone.hook.Part;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds one hazard: the hazard's facts, what is woven for it, and what watches.
 *
 * <p>One of it is made for the JVM, before the agent has started: it holds nothing else. What runs
 * is its {@link Watch}es.
 */
public abstract class Detector {
  private final Hazard hazard;
  private final Set<Layer> layers = EnumSet.noneOf(Layer.class);

  /** A detector of this hazard; {@code layers} is what must be woven beyond counting. */
  protected Detector(Hazard hazard, Layer... layers) {
    this.hazard = hazard;
    this.layers.addAll(List.of(layers));
  }

  /** What it finds. */
  public final Hazard hazard() {
    return hazard;
  }

  /** What must be woven for it. */
  public final Set<Layer> layers() {
    return layers;
  }

  /**
   * What watches for it, in the order in which they start. Asked for once in each run of the agent.
   *
   * @param tools what watches are made from; those of other detectors are found there
   * @param part of the hook, to which the detector's own errors are put down
   */
  public abstract List<Watch> watches(Tools tools, int part);

  /** Whether it can do nothing without this part of the hook, besides its own. */
  public boolean needs(int part) {
    for (Layer layer : layers) {
      if (partOf(layer) == part) {
        return true;
      }
    }
    return false;
  }

  private static int partOf(Layer layer) {
    return switch (layer) {
      case MUTATIONS -> Part.MUTATIONS;
      case ITERATION -> Part.ITERATION;
      case RESIZE -> Part.RESIZE;
    };
  }
}
