package dev.tombstone.cli;

import java.lang.reflect.Method;

/**
 * Reads the performance counter in which an agent says that it is there. The JDK's reader is opened
 * to this jar by the {@code Add-Exports} of its manifest.
 */
final class PerformanceCounters {
  private static final String MONITOR = "sun.jvmstat.monitor.";
  private static final String COUNTER = "tombstone.agent";

  private PerformanceCounters() {}

  /** Version and address of the agent in this JVM; empty if there is none, or it cannot be read. */
  static String agentIn(long pid) {
    try {
      Class<?> id = Class.forName(MONITOR + "VmIdentifier");
      Class<?> host = Class.forName(MONITOR + "MonitoredHost");
      Class<?> machine = Class.forName(MONITOR + "MonitoredVm");
      Object local = host.getMethod("getMonitoredHost", String.class).invoke(null, "//localhost");
      Object vm =
          host.getMethod("getMonitoredVm", id)
              .invoke(local, id.getConstructor(String.class).newInstance("//" + pid));
      try {
        Object counter = machine.getMethod("findByName", String.class).invoke(vm, COUNTER);
        return counter == null ? "" : valueOf(counter);
      } finally {
        machine.getMethod("detach").invoke(vm);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      return "";
    }
  }

  private static String valueOf(Object counter) throws ReflectiveOperationException {
    Method value = Class.forName(MONITOR + "Monitor").getMethod("getValue");
    return String.valueOf(value.invoke(counter)).strip();
  }
}
