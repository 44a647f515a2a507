package dev.tombstone.benchmarks.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Combinations of options with which a JVM is another one. */
final class JvmOptions {
  private static final List<List<String>> ALL =
      List.of(
          List.of("-XX:+UseSerialGC"),
          List.of("-XX:+UseParallelGC"),
          List.of("-XX:+UseG1GC", "-XX:+UseStringDeduplication"),
          List.of("-XX:+UseZGC"),
          List.of("-XX:+UseShenandoahGC"),
          List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx2g"),
          List.of("-Xint"),
          List.of("-Xcomp", "-XX:TieredStopAtLevel=1"),
          List.of("-XX:TieredStopAtLevel=1"),
          List.of("-XX:TieredStopAtLevel=2"),
          List.of("-XX:TieredStopAtLevel=3"),
          List.of("-XX:-TieredCompilation"),
          List.of("-Xss256k"),
          List.of("-Xss256k", "-Xint"),
          List.of("-Xss16m"),
          List.of("-Xcheck:jni"),
          List.of("-Xshare:off"),
          List.of("-Xverify:all"),
          List.of("-XX:-UseCompressedOops"),
          List.of("-XX:-UseCompressedClassPointers"),
          List.of("-XX:+UseLargePages"),
          List.of("-XX:ReservedCodeCacheSize=6m"),
          List.of("-XX:-BackgroundCompilation"),
          List.of("-XX:-DoEscapeAnalysis"),
          List.of("-XX:-Inline"),
          List.of("-XX:-OmitStackTraceInFastThrow"),
          List.of("-XX:-StackTraceInThrowable"),
          List.of("-XX:+DisableAttachMechanism"),
          List.of("-XX:+PerfDisableSharedMem"),
          List.of("-XX:-UsePerfData"),
          List.of("-Xrs"),
          List.of("-ea", "-esa"),
          List.of("-Dfile.encoding=ISO-8859-1", "-Duser.language=tr"),
          List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"),
          List.of("-Djdk.attach.allowAttachSelf=false"),
          List.of("-Xmx24m"),
          List.of("-XX:hashCode=2"));

  private static final List<List<String>> FROM_25 =
      List.of(
          List.of("-XX:+UseCompactObjectHeaders"),
          List.of("--sun-misc-unsafe-memory-access=deny"),
          List.of("--illegal-native-access=deny"),
          List.of("-XX:AOTCacheOutput={folder}/program.aot"));

  private static final String FEW = "-Dattack.operations=3000";
  private static final int FEATURE_OF_MORE = 25;

  private JvmOptions() {}

  /**
   * One of those that this JDK has, and a program that is short. What the JVM itself logs, with the
   * time, and of every woven class that it is not archived, is no fault.
   */
  static List<String> draw(int feature, Random random) {
    int drawn = random.nextInt(ALL.size() + (feature >= FEATURE_OF_MORE ? FROM_25.size() : 0));
    List<String> options = drawn < ALL.size() ? ALL.get(drawn) : FROM_25.get(drawn - ALL.size());
    List<String> all =
        new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xlog:disable", FEW));
    all.addAll(options);
    return all;
  }
}
