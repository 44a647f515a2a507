package dev.tombstone.agent.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.tombstone.agent.attach.CommandLineProcess;
import dev.tombstone.agent.attach.Leftovers;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.BusyMaps;
import dev.tombstone.agent.programs.Deletions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MBean, over the connection that jconsole makes. */
class JmxIT {
  private static final String REGISTRY = Deletions.Registry.class.getName();
  private static final String ON = "export.jmx.enabled=true";

  @TempDir Path folder;

  @Test
  void remoteClient_afterDeletions_readsTheExactCounts() throws Exception {
    try (AgentProcess program = deletions(ON);
        JMXConnector client = connect(program)) {
      MBeanServerConnection server = client.getMBeanServerConnection();
      awaitBean(server, true);
      assertThat(rows(server.getAttribute(name(), "Counts")))
          .anySatisfy(row -> assertRow(row, "remove", 1_000, 1));
      CompositeData[] keys =
          (CompositeData[])
              server.invoke(
                  name(),
                  "hotKeys",
                  new Object[] {"all", 1_000},
                  new String[] {String.class.getName(), "int"});
      assertThat(keys)
          .anySatisfy(
              key -> {
                assertThat(key.get("key")).isEqualTo("key 3");
                assertThat(key.get("estimate")).isEqualTo(100L);
              });
      CompositeData settings = (CompositeData) server.getAttribute(name(), "Settings");
      assertThat(settings.get("enabled")).isEqualTo(true);
      assertThat((String[]) server.getAttribute(name(), "Degraded")).isEmpty();
      assertThat(program.json("/healthz").toString()).contains("\"degraded\":[]");
      assertThat(program.out()).doesNotContain("visible ");
      assertThat(program.agentLines()).hasSize(1);
    }
  }

  @Test
  void off_noMBeanServerIsStarted() throws Exception {
    try (AgentProcess program = deletions("export.jmx.enabled=false")) {
      program.get("/maps");
      assertThat(Leftovers.classHistogram(program.pid()))
          .contains("dev.tombstone.core")
          .doesNotContain("com.sun.jmx.mbeanserver")
          .doesNotContain("dev.tombstone.exporters.jmx");
    }
  }

  @Test
  void detach_withAClientConnected_beanAndLoaderAreGone() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder).withoutAgent().program(BusyMaps.class.getName()).start().ready()) {
      for (int round = 0; round < 2; round++) {
        String pid = Long.toString(program.pid());
        CommandLineProcess.done("attach", pid, "http.port=0," + ON);
        try (JMXConnector client = connect(program)) {
          MBeanServerConnection server = client.getMBeanServerConnection();
          awaitBean(server, true);
          String[] all =
              Arrays.stream(server.getMBeanInfo(name()).getAttributes())
                  .map(attribute -> attribute.getName())
                  .toArray(String[]::new);
          assertThat(server.getAttributes(name(), all)).hasSameSizeAs(all).hasSizeGreaterThan(10);
          CommandLineProcess.done("detach", pid);
          awaitBean(server, false);
          Leftovers.assertLoaderCollected(program.pid());
        }
      }
    }
  }

  private AgentProcess deletions(String option) throws Exception {
    AgentProcess program =
        AgentProcess.in(folder)
            .moreAgentOptions(option)
            .program(Deletions.class.getName(), "1000", "60000")
            .start();
    program.awaitOut("hidden org.slf4j");
    return program;
  }

  @SuppressWarnings("BanJNDI") // The address is that of the JVM that was started here.
  private static JMXConnector connect(AgentProcess program) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(program.pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  private static void awaitBean(MBeanServerConnection server, boolean there) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> server.isRegistered(name()) == there);
  }

  private static List<CompositeData> rows(Object value) {
    return List.of((CompositeData[]) value);
  }

  private static void assertRow(CompositeData row, String op, long removed, long missed) {
    assertThat(row.get("map")).isEqualTo(REGISTRY);
    assertThat(row.get("op")).isEqualTo(op);
    assertThat(row.get("removed")).isEqualTo(removed);
    assertThat(row.get("missed")).isEqualTo(missed);
  }

  private static ObjectName name() throws Exception {
    return new ObjectName("dev.tombstone:type=Agent");
  }
}
