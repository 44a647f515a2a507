package dev.tombstone.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that is no class would be passed over without a word. */
class FirstUseTest {
  private static final String OWN = "dev.tombstone.";
  private static final Pattern RELOCATION =
      Pattern.compile("<pattern>(.*)</pattern><shadedPattern>(.*)</shadedPattern>");

  /** What packages are called before they are relocated, by what they are called in the jar. */
  private static final Map<String, String> ORIGINALS = new HashMap<>();

  @BeforeAll
  static void readRelocations() throws Exception {
    Matcher relocation = RELOCATION.matcher(Files.readString(Path.of("pom.xml")));
    while (relocation.find()) {
      ORIGINALS.put(relocation.group(2) + ".", relocation.group(1) + ".");
    }
    assertThat(ORIGINALS).isNotEmpty();
  }

  static Stream<String> ownNames() throws Exception {
    Path resources = Path.of("src/main/resources");
    return Stream.concat(
            Files.readAllLines(resources.resolve("first-use.txt")).stream(),
            Files.readAllLines(resources.resolve("first-answer.txt")).stream())
        .filter(name -> name.startsWith(OWN));
  }

  @ParameterizedTest
  @MethodSource("ownNames")
  void names_notOfTheJdk_areClasses(String name) {
    String original = name;
    for (String relocated : ORIGINALS.keySet()) {
      original = original.replace(relocated, ORIGINALS.get(relocated));
    }
    String type = original;
    assertThatCode(() -> Class.forName(type, false, getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }
}
