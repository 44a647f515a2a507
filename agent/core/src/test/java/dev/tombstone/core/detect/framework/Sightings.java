package dev.tombstone.core.detect.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What a test's detectors have found since it last asked. */
public final class Sightings {
  private Sightings() {}

  public static List<Sighting> found(Handover handover) {
    List<Sighting> all = new ArrayList<>();
    handover.drain(all::add);
    return all;
  }

  public static Sighting onlyOne(Handover handover) {
    List<Sighting> all = found(handover);
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
