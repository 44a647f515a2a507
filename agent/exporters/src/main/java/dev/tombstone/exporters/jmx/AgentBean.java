package dev.tombstone.exporters.jmx;

import dev.tombstone.model.snapshot.SnapshotSource;
import java.util.ArrayList;
import java.util.List;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The agent as an MBean. Dynamic, so that the MBean server looks into no class of the agent and
 * remembers none. Read-only: settings are changed at {@code /settings}, which knows its tokens.
 */
final class AgentBean implements DynamicMBean {
  private static final MBeanInfo INFO =
      new OpenMBeanInfoSupport(
          "dev.tombstone.Agent",
          "Deletions from the maps of this JVM, as Tombstone sees them",
          Attribute.ALL.stream().map(Attribute::info).toArray(OpenMBeanAttributeInfo[]::new),
          null,
          new OpenMBeanOperationInfo[] {HotKeysOperation.info()},
          null);

  private final SnapshotSource source;
  private final Questions questions;

  AgentBean(SnapshotSource source, Questions questions) {
    this.source = source;
    this.questions = questions;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return INFO;
  }

  @Override
  public Object getAttribute(@Nullable String name)
      throws AttributeNotFoundException, MBeanException {
    Attribute attribute = Attribute.of(String.valueOf(name)).orElse(null);
    if (attribute == null) {
      throw new AttributeNotFoundException("no such attribute: " + name);
    }
    return questions.ask(() -> attribute.value().apply(source));
  }

  /** All in one question; those that do not exist or cannot be answered are left out. */
  @Override
  public AttributeList getAttributes(String @Nullable [] names) {
    AttributeList answers = new AttributeList();
    try {
      answers.addAll(questions.ask(() -> answers(names == null ? new String[0] : names)));
    } catch (MBeanException e) {
      // The list of what could be read is then empty, as the interface asks.
      return answers;
    }
    return answers;
  }

  @Override
  public Object invoke(
      String operation, @Nullable Object @Nullable [] arguments, String @Nullable [] signature)
      throws MBeanException, ReflectionException {
    if (!operation.equals(HotKeysOperation.NAME)) {
      throw new ReflectionException(
          new NoSuchMethodException(operation), "no such operation: " + operation);
    }
    return questions.ask(() -> HotKeysOperation.invoke(source, arguments));
  }

  @Override
  public void setAttribute(javax.management.@Nullable Attribute attribute)
      throws AttributeNotFoundException {
    throw new AttributeNotFoundException("no attribute can be set");
  }

  @Override
  public AttributeList setAttributes(@Nullable AttributeList attributes) {
    return new AttributeList();
  }

  private List<javax.management.Attribute> answers(String[] names) {
    List<javax.management.Attribute> answers = new ArrayList<>();
    for (String name : names) {
      Attribute.of(name)
          .ifPresent(
              attribute ->
                  answers.add(
                      new javax.management.Attribute(name, attribute.value().apply(source))));
    }
    return answers;
  }
}
