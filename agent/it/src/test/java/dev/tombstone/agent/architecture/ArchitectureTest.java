package dev.tombstone.agent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tombstone");

  @Test
  void modules_imports_goOneWay() {
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.hook..")
        .should()
        .dependOnClassesThat(
            not(
                resideInAPackage("dev.tombstone.hook..")
                    .or(ofTheJdk())
                    .or(resideInAPackage("jdk.internal.misc"))
                    .or(resideInAPackage("jdk.internal.vm.annotation"))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.model..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tombstone..").and(not(resideInAPackage("dev.tombstone.model.."))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tombstone.instrumentation..",
            "dev.tombstone.exporters..",
            "dev.tombstone.assembly..",
            "dev.tombstone.agent..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.instrumentation..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tombstone.exporters..", "dev.tombstone.assembly..", "dev.tombstone.agent..")
        .check(CLASSES);
  }

  @Test
  void exporters_seeSnapshotsAndConfigurationOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.exporters..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tombstone..")
                .and(
                    not(
                        resideInAPackage("dev.tombstone.exporters..")
                            .or(resideInAPackage("dev.tombstone.model.snapshot"))
                            .or(resideInAPackage("dev.tombstone.model.text"))
                            .or(resideInAPackage("dev.tombstone.core.config")))))
        .check(CLASSES);
  }

  @Test
  void commandLine_seesTheModelOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.cli..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tombstone..")
                .and(
                    not(
                        resideInAPackage("dev.tombstone.cli..")
                            .or(resideInAPackage("dev.tombstone.model..")))))
        .check(CLASSES);
  }

  @Test
  void snapshots_importTheJdkOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.model.snapshot")
        .should()
        .dependOnClassesThat(not(resideInAPackage("dev.tombstone.model.snapshot").or(ofTheJdk())))
        .check(CLASSES);
  }

  @Test
  void startUpClasses_importTheJdkOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.tombstone.agent")
        .should()
        .dependOnClassesThat(not(resideInAPackage("dev.tombstone.agent").or(ofTheJdk())))
        .check(CLASSES);
  }

  @Test
  void packages_names_sayWhatIsInThem() {
    for (String name : new String[] {"util", "common", "impl", "helper", "manager"}) {
      classes().should().resideOutsideOfPackage("..".concat(name).concat("..")).check(CLASSES);
    }
  }

  @Test
  void packages_everyOne_hasAnInfoAndOneModule() {
    Map<String, Set<String>> modules = new HashMap<>();
    Set<String> documented = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String module =
          type.getSource()
              .map(source -> moduleOf(source.getUri(), type.getName()))
              .orElse("unknown");
      modules.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(module);
      if (type.getSimpleName().equals("package-info")) {
        documented.add(type.getPackageName());
        assertThat(type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .as(type.getName())
            .isTrue();
      }
    }
    assertThat(modules.values()).allMatch(in -> in.size() == 1);
    assertThat(documented)
        .isEqualTo(modules.keySet().stream().collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Also of modules that are not on the class path here, such as the benchmarks. */
  @Test
  void sources_everyPackage_hasAnInfoAndOneModule() throws IOException {
    Map<String, Path> modules = new HashMap<>();
    for (Path module : modules()) {
      Path root = module.resolve("src/main/java");
      try (Stream<Path> files = Files.walk(root)) {
        Set<Path> packages =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path folder : packages) {
          String name = root.relativize(folder).toString();
          assertThat(modules.put(name, module)).as(name + " is in two modules").isNull();
          assertThat(folder.resolve("package-info.java")).exists();
        }
      }
    }
    assertThat(modules.keySet()).anyMatch(name -> name.contains("benchmarks"));
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(".."))) {
      List<Path> modules = new ArrayList<>(folders.toList());
      modules.add(Path.of("../../demo-app"));
      return modules.stream()
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .toList();
    }
  }

  private static DescribedPredicate<JavaClass> ofTheJdk() {
    return resideInAPackage("java..")
        .or(resideInAPackage("org.jspecify.."))
        .or(
            DescribedPredicate.describe(
                "primitive or array", type -> type.isPrimitive() || type.isArray()));
  }

  private static String moduleOf(URI source, String typeName) {
    String text = source.toString();
    int end = text.indexOf(typeName.replace('.', '/'));
    return end < 0 ? text : text.substring(0, end);
  }
}
