package dev.tombstone.agent.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What CONTRIBUTING.md promises: a map family is one file of data, one class in the boot loader,
 * and their lines in two lists. Shown for the two map classes that the agent itself has no use for.
 */
class FamilyFilesTest {
  private static final List<String> MODULES = List.of("hook", "model", "core", "instrumentation");

  @Test
  void mapClass_isUsedByItsFamilyAlone() {
    noClasses()
        .that()
        .doNotHaveSimpleName("IdentityHashMapFamily")
        .and()
        .doNotHaveSimpleName("IdentityHashMapLayout")
        .and()
        .doNotHaveSimpleName("MapLayouts")
        .and()
        .resideInAnyPackage(
            MODULES.stream().map(name -> "dev.tombstone." + name + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.IdentityHashMap")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.tombstone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IdentityHashMap", "Hashtable"})
  void mapClass_isNamedByItsFamilyAlone(String map) throws IOException {
    Set<String> naming = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("../" + module + "/src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (withoutComments(Files.readString(file)).contains(map)) {
            naming.add(file.getFileName().toString());
          }
        }
      }
    }
    assertThat(naming)
        .containsExactlyInAnyOrder(
            map + "Family.java", map + "Layout.java", "MapFamilies.java", "MapLayouts.java");
  }

  private static String withoutComments(String source) {
    return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\\n]*", "");
  }
}
