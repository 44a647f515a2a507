package dev.tombstone.agent.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.WhoseWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's deletions, a library's, and those that the JDK makes for its own ends. */
class WhoseWorkIT {
  private static final String PROGRAM = WhoseWork.class.getName();

  /** Frames of the JDK. */
  private static final String JDK = "(java|jdk|sun)\\..*";

  @TempDir Path folder;

  @Test
  void answers_byCode_holdTheUsersLinesAndTheJdksApart() throws Exception {
    try (AgentProcess program =
        AgentProcess.in(folder)
            .program(PROGRAM, folder.resolve("library.jar").toString())
            .start()) {
      program.awaitOut("done");
      assertSites(program);
      assertFlameGraph(program);
      assertHotKeys(program);
      for (String path : List.of("/sites", "/hotkeys", "/flamegraph")) {
        assertThat(program.get(path + "?code=jvm").statusCode()).isEqualTo(400);
        assertThat(program.get(path + "?code=jvm").body())
            .contains("allowed: application, library, jdk, all");
      }
      assertThat(program.json("/report").getAsJsonObject("sites").get("codes").toString())
          .isEqualTo("[\"application\",\"library\"]");
      assertThat(program.degraded()).isEmpty();
    }
  }

  private static void assertSites(AgentProcess program) throws Exception {
    List<JsonObject> usual = sites(program, "");
    assertThat(usual).extracting(row -> text(row, "code")).contains("application", "library");
    assertThat(usual).extracting(row -> text(row, "code")).doesNotContain("jdk");
    assertThat(usual)
        .extracting(row -> text(row, "site"))
        .allMatch(site -> site.startsWith(PROGRAM))
        .anyMatch(site -> site.startsWith(PROGRAM + ".main("))
        .anyMatch(site -> site.startsWith(PROGRAM + "$Library.accept("));
    assertThat(sites(program, "&code=application"))
        .extracting(row -> text(row, "site"))
        .isNotEmpty()
        .allMatch(site -> site.startsWith(PROGRAM + ".main("));
    List<JsonObject> jdk = sites(program, "&code=jdk");
    assertThat(jdk)
        .extracting(row -> text(row, "site"))
        .allMatch(site -> site.matches(JDK))
        .anyMatch(site -> site.startsWith("java.util.zip.ZipFile"));
    assertThat(jdk)
        .as("the user's line stays visible")
        .anyMatch(row -> row.get("stack").toString().contains(PROGRAM + ".main("));
    JsonObject all = program.json("/sites?window=all&k=1000&code=all");
    assertThat(rows(all)).hasSize(usual.size() + jdk.size());
    for (String code : List.of("application", "library", "jdk")) {
      long sum =
          rows(all).stream()
              .filter(row -> text(row, "code").equals(code))
              .mapToLong(row -> row.get("estimate").getAsLong())
              .sum();
      assertThat(all.getAsJsonObject("byCode").get(code).getAsLong()).isEqualTo(sum).isPositive();
    }
  }

  private static void assertFlameGraph(AgentProcess program) throws Exception {
    long usual = flames(program, "");
    long jdk = flames(program, "&code=jdk");
    assertThat(usual).isPositive();
    assertThat(jdk).isPositive();
    assertThat(flames(program, "&code=all")).isEqualTo(usual + jdk);
    assertThat(program.get("/flamegraph?format=collapsed").body())
        .contains(PROGRAM + ".main(")
        .doesNotContain("java.util.zip.");
    assertThat(program.get("/flamegraph?format=collapsed&code=jdk").body())
        .contains("java.util.zip.ZipFile");
  }

  private static void assertHotKeys(AgentProcess program) throws Exception {
    List<String> usual = keys(program, "");
    List<String> jdk = keys(program, "&code=jdk");
    assertThat(usual).contains("session 1", "cached 1").doesNotContainAnyElementsOf(jdk);
    assertThat(keys(program, "&code=all")).containsAll(usual).containsAll(jdk);
  }

  private static List<JsonObject> sites(AgentProcess program, String code) throws Exception {
    return rows(program.json("/sites?window=all&k=1000" + code));
  }

  private static List<JsonObject> rows(JsonObject answer) {
    List<JsonObject> rows = new ArrayList<>();
    for (JsonElement row : answer.getAsJsonArray("sites")) {
      rows.add(row.getAsJsonObject());
    }
    return rows;
  }

  private static long flames(AgentProcess program, String code) throws Exception {
    return program
        .json("/flamegraph?format=json" + code)
        .getAsJsonObject("root")
        .get("count")
        .getAsLong();
  }

  private static List<String> keys(AgentProcess program, String code) throws Exception {
    List<String> keys = new ArrayList<>();
    for (JsonElement key :
        program.json("/hotkeys?window=all&k=1000" + code).getAsJsonArray("keys")) {
      keys.add(text(key.getAsJsonObject(), "key"));
    }
    return keys;
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
