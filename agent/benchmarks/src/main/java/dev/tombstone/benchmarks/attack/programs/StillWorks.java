package dev.tombstone.benchmarks.attack.programs;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Uses parts of the JDK that an agent could have initialised at a bad moment, and says which of
 * them fail.
 */
public final class StillWorks {
  private StillWorks() {}

  /** One line for each. */
  public static void print() {
    check("Math.log1p", () -> Math.log1p(0.5));
    check("Math.log", () -> Math.log(0.3) + StrictMath.log(0.4));
    check("Math.pow", () -> Math.pow(0.5, 1.5) + Math.exp(0.3));
    check("StrictMath", () -> StrictMath.sinh(0.5) + StrictMath.cbrt(2) + StrictMath.expm1(0.1));
    check("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextInt(9));
    check("ThreadLocalRandom.nextGaussian", () -> ThreadLocalRandom.current().nextGaussian());
    check("SplittableRandom", () -> new SplittableRandom().nextLong());
    check("Random", () -> new Random().nextGaussian());
    check("ConcurrentSkipListMap", () -> new ConcurrentSkipListMap<Object, Object>().put(1, 2));
    check("ConcurrentHashMap", () -> new ConcurrentHashMap<Object, Object>().put(1, 2));
    check("LongAdder", () -> new LongAdder().sumThenReset());
    check("StackWalker", () -> StackWalker.getInstance().walk(frames -> frames.limit(3).count()));
    check("ThreadLocal", () -> ThreadLocal.withInitial(() -> 1).get());
    check("String.format", () -> String.format("%s %d", "a", 1));
  }

  private static void check(String name, Callable<Object> use) {
    System.out.println(name + " " + outcome(use));
  }

  private static String outcome(Callable<Object> use) {
    try {
      use.call();
      return "works";
    } catch (Throwable e) {
      return e.toString();
    }
  }
}
