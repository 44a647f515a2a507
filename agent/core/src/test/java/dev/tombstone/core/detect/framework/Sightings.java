package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What a test's detectors have found since it last asked. */
public final class Sightings {
  private Sightings() {}

  public static List<Occurrence> found(HandoffQueue handoff) {
    List<Occurrence> all = new ArrayList<>();
    handoff.drain(all::add);
    return all;
  }

  public static Occurrence onlyOne(HandoffQueue handoff) {
    List<Occurrence> all = found(handoff);
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
