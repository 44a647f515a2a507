package dev.tombstone.assembly;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that is no class would be passed over without a word. */
class FirstUseTest {
  private static final String OWN = "dev.tombstone.";
  private static final String RELOCATED = OWN + "shaded.";

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
    String before = name.startsWith(RELOCATED) ? name.substring(RELOCATED.length()) : name;
    assertThatCode(() -> Class.forName(before, false, getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }
}
