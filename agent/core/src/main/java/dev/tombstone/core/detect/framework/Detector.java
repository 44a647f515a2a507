package dev.tombstone.core.detect.framework;

import dev.tombstone.hook.Part;
import dev.tombstone.model.family.Layer;
import dev.tombstone.model.finding.Hazard;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds one hazard: the hazard's facts, what is woven for it, and what watches.
 *
 * <p>One of it is made for the JVM, before the agent has started: it holds nothing else. What runs
 * is its {@link Watch}es.
 */
public abstract class Detector {
  /** Of a layer whose errors are the detector's own. */
  private static final int NO_PART = -1;

  private final String name;
  private final Hazard hazard;
  private final Set<Layer> layers = EnumSet.noneOf(Layer.class);

  /** A detector of this hazard; {@code layers} is what must be woven beyond counting. */
  protected Detector(Hazard hazard, Layer... layers) {
    this(hazard.id(), hazard, layers);
  }

  /** As above, by a name of its own: one of the hazard's {@link #part}. */
  protected Detector(String name, Hazard hazard, Layer... layers) {
    this.name = name;
    this.hazard = hazard;
    this.layers.addAll(List.of(layers));
  }

  /** By which it is chosen: the hazard's id, or of a part of it that, a colon and a word. */
  public final String name() {
    return name;
  }

  /**
   * What finds that part of the hazard alone which costs next to nothing: on by default in the
   * place of this. Null if there is no such part.
   */
  public @Nullable Detector part() {
    return null;
  }

  /**
   * What is on in the place of this while one of its watches {@linkplain Watch#asksRemovalsOf asks}
   * for removals; this, if they never do.
   */
  public Detector tracing() {
    return this;
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
      case FAILURE, REMOVAL, LOOP_END -> Part.ITERATION;
      case RESIZE -> Part.RESIZE;
      case WEAK_INSERT, BULK, LOOP_BEGIN -> NO_PART;
    };
  }
}
