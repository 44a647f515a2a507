package dev.tombstone.benchmarks.hotkeys;

import java.util.List;

/** A way of finding the hot keys of a stream. */
interface Contestant {
  /** What it is, as the table shows it. */
  String name();

  /** Counts the stream; called once. */
  void count(KeyStream stream);

  /** Its hottest keys, at most this many, hottest first. */
  List<Claim> top(KeyStream stream, int most);

  /** Bytes of its tables. */
  long bytes();
}
