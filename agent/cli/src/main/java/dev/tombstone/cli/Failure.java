package dev.tombstone.cli;

import java.io.Serial;

/** Why a command does not do what it was asked for: one sentence, and the exit code. */
final class Failure extends RuntimeException {
  static final int NEGATIVE = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  Failure(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
