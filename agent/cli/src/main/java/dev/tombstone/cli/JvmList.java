package dev.tombstone.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The JVMs whose performance counters this user may read. Needs the module {@code jdk.attach}. */
final class JvmList {
  private JvmList() {}

  /**
   * One of them.
   *
   * @param program main class or jar, without its arguments, which may hold secrets
   * @param agent version and address of the agent inside; empty if there is none
   */
  record Jvm(long pid, String user, String program, String agent) {}

  /** All but this one, by process id. */
  static List<Jvm> others() {
    Processes.requireAttachModule();
    List<Jvm> found = new ArrayList<>();
    for (VirtualMachineDescriptor descriptor : VirtualMachine.list()) {
      long pid = Long.parseLong(descriptor.id());
      if (pid != ProcessHandle.current().pid()) {
        found.add(
            new Jvm(
                pid,
                Processes.userOf(pid).orElse("?"),
                program(descriptor.displayName()),
                PerformanceCounters.agentIn(pid)));
      }
    }
    found.sort(Comparator.comparingLong(Jvm::pid));
    return found;
  }

  private static String program(String commandLine) {
    String first = commandLine.split(" ", 2)[0];
    return first.isEmpty() ? "?" : first;
  }
}
