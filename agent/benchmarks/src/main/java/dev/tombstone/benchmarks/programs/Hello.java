package dev.tombstone.benchmarks.programs;

/** Says when it began, in milliseconds of the wall clock. */
public final class Hello {
  private Hello() {}

  /** Does so. */
  public static void main(String[] arguments) {
    System.out.println(System.currentTimeMillis());
  }
}
