package dev.tombstone.benchmarks.attack;

import java.nio.file.Path;
import java.util.List;

/** An agent of others that runs in the same JVM. */
enum Peer {
  NONE("none", ""),
  OPEN_TELEMETRY("opentelemetry", "opentelemetry-javaagent.jar"),
  OPEN_TELEMETRY_2_15("opentelemetry-2.15", "opentelemetry-javaagent-2.15.jar"),
  JACOCO("jacoco", "jacoco-agent.jar"),
  JMX_EXPORTER("jmx-exporter", "jmx-exporter.jar");

  private final String id;
  private final String jar;

  Peer(String id, String jar) {
    this.id = id;
    this.jar = jar;
  }

  String id() {
    return id;
  }

  /** Options of the JVM that start it; its files go to the folder. */
  List<String> jvmOptions(Path jars, Path folder) {
    String path = jars.resolve(jar).toString();
    return switch (this) {
      case NONE -> List.of();
      case OPEN_TELEMETRY, OPEN_TELEMETRY_2_15 ->
          List.of(
              "-javaagent:" + path,
              "-Dotel.traces.exporter=none",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none");
      case JACOCO -> List.of("-javaagent:" + path + "=destfile=" + folder.resolve("jacoco.exec"));
      case JMX_EXPORTER ->
          List.of("-javaagent:" + path + "=127.0.0.1:0:" + folder.resolve("jmx-exporter.yaml"));
    };
  }
}
