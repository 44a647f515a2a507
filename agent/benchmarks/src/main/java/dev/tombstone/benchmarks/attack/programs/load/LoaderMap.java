package dev.tombstone.benchmarks.attack.programs.load;

import java.util.HashMap;

/** Defined by many class loaders. */
public final class LoaderMap extends HashMap<Object, Object> {
  /** Empty. */
  public LoaderMap() {}
}
