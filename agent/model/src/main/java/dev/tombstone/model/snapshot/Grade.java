package dev.tombstone.model.snapshot;

/** How sure a finding is. */
public enum Grade {
  /** A witness is attached that leaves no other explanation. */
  PROVEN,
  /** A true fact; the judgement is the user's. */
  OBSERVED
}
