package dev.tombstone.core.aggregate;

import dev.tombstone.hook.AgentThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/** Processor time of the agent's threads; of one that ended, what was last seen of it. */
final class ProcessorTime {
  private final Map<Long, Long> nanosByThread = new HashMap<>();

  synchronized double seconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return 0;
    }
    for (Thread thread : AgentThreads.live()) {
      long nanos = threads.getThreadCpuTime(thread.getId());
      if (nanos > 0) {
        nanosByThread.merge(thread.getId(), nanos, Math::max);
      }
    }
    return nanosByThread.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }
}
