package dev.tombstone.benchmarks.report;

import java.util.List;

/** A part of {@code ./bench overhead}. */
interface Part {
  /** What it is called on the command line and in the files. */
  String name();

  /** What its table shows; one sentence. */
  String caption();

  /** Everything measured. */
  String table(Measurements measurements);

  /** What was asked, JDK by JDK. */
  List<Targets.Target> targets(Measurements measurements);
}
