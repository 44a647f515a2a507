package dev.tombstone.exporters.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombstone.exporters.Exporter;
import dev.tombstone.exporters.ExporterContract;
import dev.tombstone.exporters.FakeSource;
import dev.tombstone.model.snapshot.EncodableText;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class JmxExporterTest extends ExporterContract {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** What a client may write for itself: the same open types, mapped by the JDK. */
  public interface ClientsOwn {
    /** One row of the counts. */
    interface Row {
      String getMap();

      long getRemoved();
    }

    Row[] getCounts();

    long getRemoved();

    Row[] hotKeys(String window, int k);
  }

  @Override
  protected Exporter create(ThreadFactory threads, BiConsumer<String, Throwable> errors) {
    return new JmxExporter(source, threads, errors);
  }

  @Override
  protected Map<String, Counts> exported(Exporter started) throws Exception {
    Map<String, Counts> counts = new TreeMap<>();
    for (CompositeData row : (CompositeData[]) server.getAttribute(name(), "Counts")) {
      counts.put(
          row.get("map") + " " + row.get("op"),
          new Counts(
              (Long) row.get("removed"), (Long) row.get("missed"), (Long) row.get("failed")));
    }
    return counts;
  }

  @Override
  protected String kind() {
    return "jmx";
  }

  @Test
  void attributes_all_areOfTheirTypesAndDescribed() throws Exception {
    exporter().start();
    for (MBeanAttributeInfo info : server.getMBeanInfo(name()).getAttributes()) {
      Object value = server.getAttribute(name(), info.getName());
      Attribute attribute = Attribute.of(info.getName()).orElseThrow();
      assertThat(attribute.type().isValue(value)).as(info.getName()).isTrue();
      assertThat(info.getDescription()).as(info.getName()).isNotBlank();
      assertThat(info.isWritable()).isFalse();
    }
    assertThat(server.getAttribute(name(), "Removed")).isEqualTo(10L);
    CompositeData key = ((CompositeData[]) server.getAttribute(name(), "HotKeys"))[0];
    assertThat(key.get("key")).isEqualTo(EncodableText.of(FakeSource.HOSTILE));
    assertThat(key.get("upper")).isEqualTo(44L);
    CompositeData finding = ((CompositeData[]) server.getAttribute(name(), "Findings"))[0];
    CompositeData second = ((CompositeData[]) finding.get("threads"))[1];
    assertThat((String[]) second.get("stack")).containsExactly("com.acme.C.d(C.java:20)");
    assertThat((String[]) server.getAttribute(name(), "Degraded"))
        .containsExactly("one <b>thing</b>");
  }

  @Test
  void attributes_namesThatUtf8CannotHold_areEscaped() throws Exception {
    source.moreClasses = List.of("Map\uD800", "Map\uD801");
    exporter().start();
    assertThat((CompositeData[]) server.getAttribute(name(), "Counts"))
        .extracting(count -> count.get("map"))
        .containsExactly("com.acme.Map0", "Map\\uD800", "Map\\uD801");
  }

  @Test
  void getAttributes_oneUnknown_answersTheOthers() throws Exception {
    exporter().start();
    assertThat(
            server
                .getAttributes(name(), new String[] {"Removed", "Nothing", "Missed", "Failed"})
                .asList())
        .extracting(attribute -> attribute.getName() + "=" + attribute.getValue())
        .containsExactly("Removed=10", "Missed=2", "Failed=1");
    source.failure = new IllegalStateException("broken");
    assertThat(server.getAttributes(name(), new String[] {"Removed"})).isEmpty();
  }

  @Test
  void hotKeys_windowAndLength_answerOrSayWhatIsAllowed() throws Exception {
    exporter().start();
    assertThat((CompositeData[]) hotKeys("all", 1)).hasSize(1);
    assertThatThrownBy(() -> hotKeys("2m", 1))
        .hasRootCauseMessage("window must be 1m, 5m, 1h or all");
    assertThatThrownBy(() -> hotKeys("1m", 0)).hasRootCauseMessage("k must be 1 to 1000");
    assertThatThrownBy(() -> hotKeys(1, "1m")).isInstanceOf(MBeanException.class);
    assertThat(errors).isEmpty();
  }

  @Test
  void bean_whatItDoesNotHave_isRefused() throws Exception {
    exporter().start();
    assertThatThrownBy(() -> server.getAttribute(name(), "Nothing"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(
            () -> server.setAttribute(name(), new javax.management.Attribute("Removed", 1L)))
        .isInstanceOf(AttributeNotFoundException.class);
    try (Questions unasked = new Questions(Thread::new, error -> {})) {
      assertThat(new AgentBean(source, unasked).setAttributes(null)).isEmpty();
    }
    assertThatThrownBy(() -> server.invoke(name(), "gc", null, null))
        .isInstanceOf(ReflectionException.class);
  }

  @Test
  void clientsOwnInterface_overTheOpenTypes_works() throws Exception {
    exporter().start();
    ClientsOwn client = JMX.newMXBeanProxy(server, name(), ClientsOwn.class);
    assertThat(client.getRemoved()).isEqualTo(10);
    assertThat(client.getCounts()[0].getMap()).isEqualTo("com.acme.Map0");
    assertThat(client.hotKeys("5m", 3)).hasSize(1);
  }

  @Test
  void start_nameTaken_saysSoAndStopsItsThreads() throws Exception {
    exporter().start();
    JmxExporter second = new JmxExporter(source, Thread::new, (kind, error) -> {});
    assertThatThrownBy(second::start).isInstanceOf(InstanceAlreadyExistsException.class);
    second.close();
    assertThat(server.isRegistered(name())).isTrue();
  }

  @Test
  void close_whileAClientWaits_theClientIsTold() throws Exception {
    exporter().start();
    source.gate = new CountDownLatch(1);
    Throwable[] told = new Throwable[1];
    Thread client =
        new Thread(
            () -> {
              try {
                exported(exporter());
              } catch (Throwable e) {
                told[0] = e;
              }
            });
    client.start();
    while (client.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    source.failure = new IllegalStateException("interrupted");
    exporter().close();
    client.join();
    assertThat(told[0]).isInstanceOf(MBeanException.class);
    assertThat(server.isRegistered(name())).isFalse();
    errors.clear();
  }

  private Object hotKeys(Object... arguments) throws Exception {
    return server.invoke(
        name(),
        "hotKeys",
        arguments,
        Arrays.stream(arguments).map(argument -> "any").toArray(String[]::new));
  }

  private static ObjectName name() throws Exception {
    return new ObjectName(JmxExporter.NAME);
  }
}
