package dev.tombstone.demo;

/**
 * What the command line says.
 *
 * @param seconds how long to run; 0 is until stopped
 * @param rate operations a second
 * @param seed of the load
 * @param port of the shop; 0 is any free one
 */
public record Options(int seconds, int rate, long seed, int port) {
  /** How to call the program. */
  public static final String USAGE =
      "usage: demo [--seconds N] [--rate OPERATIONS_A_SECOND] [--seed N] [--port N]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if an option is unknown or its value is not a number in range
   */
  public static Options parse(String... arguments) {
    Options options = new Options(0, 5_000, 42, 0);
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException("every option takes a value");
    }
    for (int i = 0; i < arguments.length; i += 2) {
      int value = number(arguments[i], arguments[i + 1]);
      options =
          switch (arguments[i]) {
            case "--seconds" -> new Options(value, options.rate, options.seed, options.port);
            case "--rate" ->
                new Options(options.seconds, Math.max(1, value), options.seed, options.port);
            case "--seed" -> new Options(options.seconds, options.rate, value, options.port);
            case "--port" -> new Options(options.seconds, options.rate, options.seed, value);
            default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
          };
    }
    return options;
  }

  private static int number(String option, String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(option + " takes a number, not " + text);
    }
    return Integer.parseInt(text);
  }
}
