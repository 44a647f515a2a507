package dev.tombstone.benchmarks.hotkeys;

import java.util.List;
import java.util.function.LongFunction;

/**
 * A contestant under one sampling ratio, to be run with several seeds.
 *
 * @param shift events are sampled with probability 2<sup>-shift</sup>
 * @param kind what it is
 */
record Plan(int shift, Kind kind) {
  /** Parts of a merge. */
  static final int PARTS = 8;

  /** The contestants. */
  enum Kind {
    /** The agent's sketch. */
    SKETCH,
    /** The agent's sketch with sample-and-hold. */
    HOLD,
    /** The agent's sketch, a part of the stream each, merged. */
    MERGE,
    /** Apache DataSketches. */
    DATA_SKETCHES,
    /** Exact counts of the sample. */
    SAMPLE
  }

  /** Everything the benchmark compares. */
  static List<Plan> all() {
    return List.of(
        new Plan(0, Kind.SKETCH),
        new Plan(0, Kind.MERGE),
        new Plan(0, Kind.DATA_SKETCHES),
        new Plan(4, Kind.SKETCH),
        new Plan(4, Kind.HOLD),
        new Plan(4, Kind.DATA_SKETCHES),
        new Plan(4, Kind.SAMPLE),
        new Plan(7, Kind.SKETCH),
        new Plan(7, Kind.HOLD),
        new Plan(7, Kind.DATA_SKETCHES),
        new Plan(7, Kind.SAMPLE));
  }

  /** What the targets are about. */
  static List<Plan> ofTheTargets() {
    return all().stream().filter(plan -> plan.kind() != Kind.DATA_SKETCHES).toList();
  }

  /** Makes the contestant for a seed. */
  LongFunction<Contestant> contestant() {
    return seed ->
        switch (kind) {
          case SKETCH -> new SketchContestant(shift, false, 1, seed);
          case HOLD -> new SketchContestant(shift, true, 1, seed);
          case MERGE -> new SketchContestant(shift, false, PARTS, seed);
          case DATA_SKETCHES -> new DataSketchesContestant(shift, seed);
          case SAMPLE -> new SampleContestant(shift, seed);
        };
  }
}
