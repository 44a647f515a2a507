package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;

/**
 * Programs that are right, in every style that comes to mind: no detector may say a word of them.
 */
public final class CorrectMaps {
  private CorrectMaps() {}

  /**
   * Runs all styles, says so, and then, if so told, maps that are broken: for whoever wants to know
   * that the silence was not that of a detector switched off.
   *
   * @param arguments a file to wait for before the start, and optionally one to wait for before the
   *     broken ones
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    LockedMaps.runAll();
    OrderedMaps.runAll();
    HandedOnMaps.runAll();
    HarmlessOverlaps.runAll();
    System.out.println("all styles done");
    if (arguments.length > 1) {
      Together.awaitFile(arguments[1]);
      BrokenMaps.main(new String[] {arguments[1], "30000"});
    }
  }
}
