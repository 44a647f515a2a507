package dev.tombstone.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.agent.process.AgentProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bill of materials inside the jar, in the form of CycloneDX. */
@Tag("build")
class BillOfMaterialsIT {
  private static final String SHADED = "isolated/dev/tombstone/shaded/";

  private static final String STALE = " is not as the bill says: build/bill-of-materials";

  /** The folder under {@link #SHADED} that a library's classes are in; none for a script. */
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry("asm-analysis", "asm"),
          Map.entry("asm-tree", "asm"),
          Map.entry("byte-buddy", "bytebuddy"),
          Map.entry("commonmark", "commonmark"),
          Map.entry("gson", "gson"),
          Map.entry("HdrHistogram", "hdrhistogram"),
          Map.entry("httpcore5", "hc"),
          Map.entry("micrometer-commons", "micrometer"),
          Map.entry("micrometer-core", "micrometer"),
          Map.entry("micrometer-observation", "micrometer"),
          Map.entry("micrometer-registry-prometheus", "micrometer"),
          Map.entry("picocli", "picocli"),
          Map.entry("prometheus-metrics-config", "prometheus"),
          Map.entry("prometheus-metrics-core", "prometheus"),
          Map.entry("prometheus-metrics-exposition-textformats", "prometheus"),
          Map.entry("prometheus-metrics-model", "prometheus"),
          Map.entry("prometheus-metrics-tracer-common", "prometheus"),
          Map.entry("slf4j-api", "slf4j"),
          Map.entry("uplot", ""));

  private final Map<String, String> named = new TreeMap<>();
  private String notice = "";

  /**
   * What the licences that are not Apache's ask for: their texts, with the names of the holders.
   */
  @Test
  void licences_ofLibraries_textsInTheJar() throws Exception {
    try (JarFile jar = new JarFile(AgentProcess.JAR.toFile())) {
      assertThat(text(jar, "META-INF/LICENSE"))
          .isEqualTo(Files.readString(Path.of("../../LICENSE")));
      assertThat(text(jar, "META-INF/licenses/ASM.txt")).contains("INRIA");
      assertThat(text(jar, "META-INF/licenses/HdrHistogram.txt")).contains("Gil Tene");
      assertThat(text(jar, "META-INF/licenses/commonmark.txt")).contains("Atlassian");
      assertThat(text(jar, "META-INF/licenses/slf4j-api.txt")).contains("QOS.ch");
      assertThat(text(jar, "META-INF/licenses/uplot.txt")).contains("Leon Sorokin");
    }
  }

  @Test
  void bill_libraries_areThoseInTheJar() throws Exception {
    try (JarFile jar = new JarFile(AgentProcess.JAR.toFile())) {
      notice = text(jar, "META-INF/NOTICE");
      assertThat(notice).startsWith(Files.readString(Path.of("../../NOTICE")));
      JsonObject bill = bill(jar);
      assertThat(text(bill.getAsJsonObject("metadata").getAsJsonObject("component"), "version"))
          .isEqualTo(jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
      for (JsonElement each : bill.getAsJsonArray("components")) {
        check(each.getAsJsonObject());
      }
      assertThat(named.keySet()).isEqualTo(LIBRARIES.keySet());
      assertThat(shaded(jar)).isEqualTo(folders());
    }
    assertThat(
            named.entrySet().stream()
                .filter(library -> library.getKey().startsWith("prometheus-"))
                .map(Map.Entry::getValue)
                .distinct())
        .as("one of these has a version in our POM, and it must be that of the others")
        .hasSize(1);
  }

  /**
   * The jar on the class path, which the tests resolved on their own, has the version and the hash.
   */
  private void check(JsonObject component) throws Exception {
    String name = text(component, "name");
    String file = name + "-" + text(component, "version") + ".jar";
    Path jar =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.endsWith(file))
            .findFirst()
            .orElseThrow(() -> new AssertionError(file + STALE));
    JsonObject hash = component.getAsJsonArray("hashes").get(0).getAsJsonObject();
    assertThat(text(hash, "alg")).isEqualTo("SHA-256");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    assertThat(text(hash, "content")).as(name + STALE).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(notice)
        .as("NOTICE names the licences of " + name)
        .containsPattern("(?m)^  " + name + " +" + String.join(" or ", licences(component)) + "$");
    named.put(name, text(component, "version"));
  }

  private static JsonObject bill(JarFile jar) throws IOException {
    String location = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
    return JsonParser.parseString(text(jar, location)).getAsJsonObject();
  }

  private static List<String> licences(JsonObject component) {
    List<String> ids = new ArrayList<>();
    for (JsonElement each : component.getAsJsonArray("licenses")) {
      ids.add(text(each.getAsJsonObject().getAsJsonObject("license"), "id"));
    }
    return ids;
  }

  private static Set<String> shaded(JarFile jar) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> name.startsWith(SHADED) && name.length() > SHADED.length())
        .map(name -> name.substring(SHADED.length(), name.indexOf('/', SHADED.length())))
        .collect(Collectors.toSet());
  }

  private static Set<String> folders() {
    return LIBRARIES.values().stream()
        .filter(folder -> !folder.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String text(JarFile jar, String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
