package dev.tombstone.assembly;

import java.lang.instrument.Instrumentation;
import jdk.internal.misc.CDS;
import jdk.internal.misc.VM;

/**
 * Tells a JVM that runs in order to have its classes written to an AOT cache or to a base archive.
 *
 * <p>Such a file leaves out every class that was retransformed, and every class that extends or
 * implements one. Of the JDK's collections so many are left out then that the JVM which assembles
 * the cache cannot do without them and crashes; the application would have no cache. A dynamic
 * archive, over a base that has them, holds no class of the JDK that matters, and is made beside a
 * working agent.
 */
final class Archiving {
  private static final String[] DYNAMIC = {
    "-XX:ArchiveClassesAtExit=", "-XX:+AutoCreateSharedArchive", "-XX:+RecordDynamicDumpInfo"
  };

  private Archiving() {}

  /** Whether this JVM does so. */
  static boolean isUnderWay(Instrumentation instrumentation) {
    JdkInternals.open(instrumentation);
    try {
      String[] arguments = CDS.isDumpingArchive() ? VM.getRuntimeArguments() : null;
      return arguments != null && !isDynamic(arguments);
    } catch (LinkageError thisJdkHasNoArchives) {
      return false;
    }
  }

  /** Whether the archive that these options of the JVM ask for is a dynamic one. */
  static boolean isDynamic(String[] arguments) {
    for (String argument : arguments) {
      for (String option : DYNAMIC) {
        if (argument.startsWith(option)) {
          return true;
        }
      }
    }
    return false;
  }
}
