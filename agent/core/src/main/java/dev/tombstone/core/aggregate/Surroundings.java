package dev.tombstone.core.aggregate;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.detect.framework.CallSites;
import dev.tombstone.core.detect.framework.ClosingClasses;
import dev.tombstone.core.detect.framework.Detection;
import dev.tombstone.core.limits.ErrorLog;
import dev.tombstone.model.snapshot.CoverageSnapshot;
import java.util.function.Supplier;

/**
 * What {@link AgentCore} is given by the agent around it.
 *
 * @param version of the agent
 * @param coverage asked at each {@code /coverage}
 * @param weaving what detectors need woven
 * @param callSites what the application's bytecode says
 * @param closingClasses has classes of the application tell of their objects
 * @param errors the agent's own
 * @param clock of all lengths and ages
 */
public record Surroundings(
    String version,
    Supplier<CoverageSnapshot> coverage,
    Detection.Weaving weaving,
    CallSites callSites,
    ClosingClasses closingClasses,
    ErrorLog errors,
    SteadyClock clock) {
  /** Those of an agent that sees no class of the application. */
  public Surroundings(
      String version,
      Supplier<CoverageSnapshot> coverage,
      Detection.Weaving weaving,
      CallSites callSites,
      ErrorLog errors,
      SteadyClock clock) {
    this(version, coverage, weaving, callSites, ClosingClasses.NONE, errors, clock);
  }
}
