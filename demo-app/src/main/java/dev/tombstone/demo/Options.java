package dev.tombstone.demo;

import dev.tombstone.demo.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param seconds how long to run; 0 is until stopped
 * @param rate operations a second
 * @param seed of the load
 * @param port of the shop; 0 is any free one
 * @param scenario a part of the shop to run alone, or null for the whole shop
 * @param corrected whether that part is to be the corrected one
 */
public record Options(
    int seconds, int rate, long seed, int port, @Nullable Scenario scenario, boolean corrected) {
  /** How to call the program. */
  public static final String USAGE =
      """
      usage: demo [--seconds N] [--rate OPERATIONS_A_SECOND] [--seed N] [--port N]
             demo --scenario ID [--fixed] [--seconds N]
      scenarios:
      """
          + Scenario.list();

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if an option is unknown or its value is not a number in range
   */
  public static Options parse(String... arguments) {
    int seconds = 0;
    int rate = 5_000;
    long seed = 42;
    int port = 0;
    Scenario scenario = null;
    boolean corrected = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      switch (option) {
        case "--fixed" -> corrected = true;
        case "--scenario" -> scenario = Scenario.of(value(arguments, ++i));
        case "--seconds" -> seconds = number(option, value(arguments, ++i));
        case "--rate" -> rate = Math.max(1, number(option, value(arguments, ++i)));
        case "--seed" -> seed = number(option, value(arguments, ++i));
        case "--port" -> port = number(option, value(arguments, ++i));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (corrected && scenario == null) {
      throw new IllegalArgumentException("--fixed goes with --scenario");
    }
    return new Options(seconds, rate, seed, port, scenario, corrected);
  }

  private static String value(String[] arguments, int index) {
    if (index == arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " takes a value");
    }
    return arguments[index];
  }

  private static int number(String option, String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(option + " takes a number, not " + text);
    }
    return Integer.parseInt(text);
  }
}
