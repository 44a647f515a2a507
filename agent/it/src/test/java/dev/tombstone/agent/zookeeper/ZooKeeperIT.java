package dev.tombstone.agent.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperIT {
  /** The class of the map in which the server keeps its znodes by path. */
  private static final String NODE_TABLE = "java.util.concurrent.ConcurrentHashMap";

  private static final Path SERVER = Path.of("target/zookeeper").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void server_underLoad_answersRightAndItsDeletionsAreSeen() throws Exception {
    int port = freePort();
    try (AgentProcess server =
        AgentProcess.in(folder)
            .jvm("-Dzookeeper.admin.enableServer=false", "-Xmx512m")
            .classPath(classPath())
            .program(
                "org.apache.zookeeper.server.ZooKeeperServerMain",
                Integer.toString(port),
                folder.resolve("data").toString())
            .start()) {
      server.uri();
      long deleted = load(port, server);

      JsonObject maps = server.json("/maps");
      JsonObject keys = server.json("/hotkeys?window=5m&k=50&map=" + NODE_TABLE);
      JsonObject sites = server.json("/sites?window=5m&k=20");
      Files.writeString(Path.of("target/zookeeper.txt"), show(deleted, maps, keys, sites));

      assertThat(removedFrom(maps, NODE_TABLE))
          .as("every znode leaves the server's node table")
          .isGreaterThanOrEqualTo(deleted);
      JsonObject hottest = keys.getAsJsonArray("keys").get(0).getAsJsonObject();
      assertThat(hottest.get("key").getAsString()).isEqualTo(ZooKeeperLoad.HOT_PATH);
      assertThat(hottest.get("upper").getAsLong()).isGreaterThanOrEqualTo(ZooKeeperLoad.HOT_ROUNDS);
      assertThat(sites.toString()).contains("org.apache.zookeeper.server.");
      assertThat(server.degraded()).isEmpty();

      server.terminate();
      assertThat(server.waitFor()).isEqualTo(143);
      assertThat(server.err()).doesNotContain("Exception in thread", "\tat dev.tombstone");
    }
  }

  private static long load(int port, AgentProcess server) throws Exception {
    try {
      return new ZooKeeperLoad("127.0.0.1:" + port).run();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the server says: " + server.err(), e);
    }
  }

  private static long removedFrom(JsonObject maps, String mapClass) {
    for (JsonElement map : maps.getAsJsonArray("maps")) {
      if (map.getAsJsonObject().get("map").getAsString().equals(mapClass)) {
        return map.getAsJsonObject().get("removed").getAsLong();
      }
    }
    return 0;
  }

  private static String show(long deleted, JsonObject maps, JsonObject keys, JsonObject sites) {
    StringBuilder text = new StringBuilder();
    text.append("The clients deleted ").append(deleted).append(" znodes.\n\n");
    text.append("GET /maps\n");
    rows(maps.getAsJsonArray("maps"), 5, List.of("removed", "missed", "map"), text);
    text.append("\nGET /hotkeys?window=5m&map=" + NODE_TABLE + "\n");
    rows(keys.getAsJsonArray("keys"), 6, List.of("estimate", "lower", "upper", "key", "map"), text);
    text.append("\nGET /sites?window=5m\n");
    rows(sites.getAsJsonArray("sites"), 8, List.of("estimate", "op", "site"), text);
    return text.toString();
  }

  private static void rows(
      Iterable<JsonElement> all, int most, List<String> columns, StringBuilder text) {
    int shown = 0;
    for (JsonElement row : all) {
      if (shown++ == most) {
        return;
      }
      StringJoiner line = new StringJoiner("  ", "  ", "\n");
      for (String column : columns) {
        String value = row.getAsJsonObject().get(column).getAsString();
        line.add(value.matches("\\d+") ? String.format("%7s", value) : value);
      }
      text.append(line);
    }
  }

  private static String classPath() throws Exception {
    try (Stream<Path> jars = Files.list(SERVER)) {
      StringJoiner path = new StringJoiner(System.getProperty("path.separator"));
      jars.sorted().forEach(jar -> path.add(jar.toString()));
      return path.toString();
    }
  }

  /** Below the ports that the system gives out: nobody else gets it before the server listens. */
  private static int freePort() {
    for (int port = 21_810; port < 22_000; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Then the next.
      }
    }
    throw new AssertionError("no free port");
  }
}
