package dev.tombstone.exporters.jmx;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.model.snapshot.SnapshotSource;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@link AgentBean} on the platform's MBean server, which is started if nobody has done
 * so.
 */
public final class JmxExporter implements Exporter {
  /** The MBean's name. */
  public static final String NAME = "dev.tombstone:type=Agent";

  private final SnapshotSource source;
  private final ThreadFactory threads;
  private final BiConsumer<String, Throwable> errors;
  private @Nullable Questions questions;
  private boolean closed;

  /**
   * An exporter that has not started.
   *
   * @param threads agent threads, which put together what a client asks for
   * @param errors told of answers that failed, under the kind {@code jmx}
   */
  public JmxExporter(
      SnapshotSource source, ThreadFactory threads, BiConsumer<String, Throwable> errors) {
    this.source = source;
    this.threads = threads;
    this.errors = errors;
  }

  @Override
  public synchronized void start() throws JMException {
    if (questions != null || closed) {
      return;
    }
    Questions asked = new Questions(threads, error -> errors.accept("jmx", error));
    try {
      server().registerMBean(new AgentBean(source, asked), new ObjectName(NAME));
      questions = asked;
    } finally {
      if (questions == null) {
        asked.close();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Questions asked = questions;
    if (asked == null) {
      return;
    }
    questions = null;
    try {
      server().unregisterMBean(new ObjectName(NAME));
    } catch (InstanceNotFoundException somebodyElseDidIt) {
      // It is gone, which is what was wanted.
      return;
    } catch (MBeanRegistrationException | javax.management.MalformedObjectNameException e) {
      errors.accept("jmx", e);
    } finally {
      asked.close();
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
