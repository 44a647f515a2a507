package dev.tombstone.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final Path FILE = Path.of("../../docs/configuration.md");

  /** Rewrite with {@code -Dtombstone.docs.write=true}. */
  @Test
  void configurationPage_againstOptions_isCurrent() throws Exception {
    String page = page();
    if (Boolean.getBoolean("tombstone.docs.write")) {
      Files.writeString(FILE, page);
    }
    assertThat(Files.readString(FILE)).isEqualTo(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Configuration\n\n")
        .append("This page is generated from the options; a test fails when it is stale.\n\n")
        .append("One rule for all sources. The key `a.b` is\n\n")
        .append("1. `a.b=` in the agent argument, `-javaagent:tombstone-agent.jar=a.b=1,c=2`")
        .append(" (a comma inside a value is written `\\,`),\n")
        .append("2. `-Dtombstone.a.b=`,\n")
        .append("3. `TOMBSTONE_A_B` in the environment,\n")
        .append("4. `a.b=` in the properties file named by `config=`.\n\n")
        .append("The first that has it wins. Unknown keys and bad values are all reported at once")
        .append(" in one line on standard\nerror and in `/healthz`; the feature they belong to")
        .append(" stays off and the application runs on: the endpoints\n(`http.*`), all detail")
        .append(" beyond counts (`sample.*`, `maps.*`, `packages.*`), the text of keys (`keys.*`),")
        .append(" the\ndetectors (`detectors`, `detect.*`, `log.*`), the report file (`report.*`),")
        .append(
            " the further exporters\n(`export.*`). Filtered deletions are still counted; only their detail")
        .append(" (keys, sites, latency) is left out.\n\n")
        .append("No message repeats what may be a secret: not `http.token`, `http.tls.password`,")
        .append(
            " `keys.salt`, nor the value of\nan unknown key. What follows a secret in the agent")
        .append(
            " argument and is no setting is the rest of a value with a\ncomma: the value is not")
        .append(" used, and the feature it belongs to stays off.\n\n")
        .append("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    for (Option option : Option.ALL) {
      page.append("| `")
          .append(option.key())
          .append("` | ")
          .append(option.defaultText())
          .append(" | ")
          .append(option.allowed())
          .append(" | ")
          .append(option.meaning())
          .append(" |\n");
    }
    page.append(
            "\n`enabled`, `sample.budget`, `sample.ratio` and `detectors` can be changed while the JVM runs:\n\n")
        .append("```\ncurl -X PUT -d '{\"enabled\":false}' http://127.0.0.1:9477/settings\n```\n");
    return page.toString();
  }
}
