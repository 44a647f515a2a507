package dev.tombstone.agent.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of the files for Grafana and Docker without either. */
class ProvisioningTest {
  @Test
  void compose_mountsAndPaths_areTheFilesThatAreHere() throws Exception {
    Map<String, Map<String, Map<String, Object>>> compose = yaml("docker-compose.yml");
    Map<String, Map<String, Object>> services = of(compose, "services");
    for (Map<String, Object> service : services.values()) {
      assertThat(of(service, "image").toString()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
      for (Object volume : (List<?>) of(service, "volumes")) {
        assertThat(Dashboard.FOLDER.resolve(volume.toString().split(":", -1)[0])).isDirectory();
      }
    }
    String mount = volumeTo(of(services, "grafana"), providedPath());
    assertThat(Dashboard.FOLDER.resolve(mount).resolve("tombstone.json").toRealPath())
        .isEqualTo(Dashboard.FILE.toRealPath());
    Map<?, ?> environment = (Map<?, ?>) of(of(services, "grafana"), "environment");
    assertThat(Files.readString(file("provisioning/datasources/tombstone.yml")))
        .contains("${TOMBSTONE_PROMETHEUS_URL}");
    assertThat(environment.get("TOMBSTONE_PROMETHEUS_URL")).isEqualTo("http://127.0.0.1:9090");
  }

  @Test
  void dataSource_scrapeInterval_isThatOfTheScrapeExample() throws Exception {
    Map<String, List<Map<String, Map<String, Object>>>> sources =
        yaml("provisioning/datasources/tombstone.yml");
    Map<String, Map<String, Object>> scrapes = yaml("prometheus/prometheus.yml");
    assertThat(of(of(sources, "datasources").get(0), "jsonData").get("timeInterval"))
        .isEqualTo(of(scrapes, "global").get("scrape_interval"));
  }

  private static String providedPath() throws Exception {
    Map<String, List<Map<String, Map<String, Object>>>> providers =
        yaml("provisioning/dashboards/tombstone.yml");
    return of(of(of(providers, "providers").get(0), "options"), "path").toString();
  }

  private static String volumeTo(Map<String, Object> service, String path) {
    return ((List<?>) of(service, "volumes"))
        .stream()
            .map(volume -> volume.toString().split(":", -1))
            .filter(parts -> parts[1].equals(path))
            .map(parts -> parts[0])
            .findFirst()
            .orElseThrow();
  }

  private static <T> T of(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static Path file(String name) {
    return Dashboard.FOLDER.resolve(name);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T yaml(String name) throws Exception {
    return new Yaml().load(Files.readString(file(name)));
  }
}
