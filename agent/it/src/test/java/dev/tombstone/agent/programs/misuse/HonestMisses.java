package dev.tombstone.agent.programs.misuse;

import dev.tombstone.agent.programs.Together;

/**
 * Programs whose removals often find nothing, rightly: nothing may be proven of them, and no key of
 * theirs was changed while it was in a map.
 */
public final class HonestMisses {
  private HonestMisses() {}

  /**
   * Runs all styles and says so.
   *
   * @param arguments a file to wait for before the start, and one whose coming ends the program
   */
  public static void main(String[] arguments) throws Exception {
    Together.awaitFile(arguments[0]);
    MixedKeys.runAll();
    OddEquality.runAll();
    MovingKeys.runAll();
    System.out.println("all styles done");
    Together.awaitFile(arguments[1]);
  }
}
