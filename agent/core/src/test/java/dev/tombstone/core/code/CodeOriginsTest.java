package dev.tombstone.core.code;

import static dev.tombstone.model.snapshot.Code.APPLICATION;
import static dev.tombstone.model.snapshot.Code.JDK;
import static dev.tombstone.model.snapshot.Code.LIBRARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.config.FilterConfig;
import dev.tombstone.core.intake.FakeFrame;
import dev.tombstone.model.snapshot.Code;
import java.io.File;
import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOriginsTest {
  private static final String ACME = "com.acme.shop.Cart";
  private static final String OTHER = "org.other.Json";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "file:/srv/app/classes/, APPLICATION",
    "file:/srv/app/WEB-INF/classes/, APPLICATION",
    "file:/srv/app/WEB-INF/lib/json.jar, LIBRARY",
    "file:/srv/app/lib/json.jar, LIBRARY",
    "file:/home/me/Hello.java, APPLICATION",
    "jar:nested:/srv/app.jar/!BOOT-INF/classes/!/, APPLICATION",
    "jar:nested:/srv/app.jar/!BOOT-INF/lib/json.jar!/, LIBRARY",
    "jar:file:/srv/app.jar!/BOOT-INF/classes!/, APPLICATION",
    "jar:file:/srv/app.jar!/BOOT-INF/lib/json.jar!/, LIBRARY",
    "jar:file:/srv/json.jar!/, LIBRARY",
    "war:file:/srv/app.war*/WEB-INF/classes/, APPLICATION",
    "vfs:/content/app.war/WEB-INF/lib/json.jar, LIBRARY",
    "http://plugins/json.jar, LIBRARY",
    "jrt:/java.base, JDK",
    "jrt:/jdk.compiler, JDK",
    "jrt:/com.acme.shop, APPLICATION",
    "file:no such:place, LIBRARY",
  })
  void place_ofAClass_saysWhoseItIs(String location, Code code) {
    assertThat(origins(started("com.acme.shop.Main", "/srv/other.jar")).of(ACME, location))
        .isEqualTo(code);
  }

  @Test
  void noPlace_isALibrarys() {
    assertThat(origins(started("com.acme.shop.Main", "")).of(ACME, null)).isEqualTo(LIBRARY);
  }

  @Test
  void startedJar_withLibrariesInIt_splitByPackage() throws Exception {
    Path jar = folder.resolve("an app.jar");
    manifest(jar, "Main-Class", "com.acme.shop.Main");
    CodeOrigins origins = origins(started(jar + " --port 80", jar.toString()));
    String location = "file:" + jar.toUri().getRawPath();
    assertThat(location).contains("%20");
    assertThat(origins.of(ACME, location)).isEqualTo(APPLICATION);
    assertThat(origins.of("com.acme.Other", location)).isEqualTo(APPLICATION);
    assertThat(origins.of("com.acmeother.Other", location)).isEqualTo(LIBRARY);
    assertThat(origins.of(OTHER, location)).isEqualTo(LIBRARY);
    assertThat(origins.of(ACME, "jar:" + location + "!/")).isEqualTo(APPLICATION);
    assertThat(origins.of(ACME, location.replace("%20", " "))).isEqualTo(APPLICATION);
    assertThat(origins.of(ACME, "file:" + folder + "/lib.jar")).isEqualTo(LIBRARY);
  }

  @Test
  void startedJar_ofSpringBoot_launcherIsALibrary() throws Exception {
    Path jar = folder.resolve("boot.jar");
    manifest(
        jar,
        "Main-Class",
        "org.springframework.boot.loader.launch.JarLauncher",
        "Start-Class",
        "com.acme.shop.Main");
    CodeOrigins origins = origins(started(jar.toString(), jar.toString()));
    assertThat(origins.of("org.springframework.boot.loader.jar.NestedJarFile", "file:" + jar))
        .isEqualTo(LIBRARY);
    assertThat(origins.of(ACME, "jar:nested:" + jar + "/!BOOT-INF/classes/!/"))
        .isEqualTo(APPLICATION);
  }

  @Test
  void startedJar_mainWithoutPackage_allOfItIsTheApplications() throws Exception {
    Path jar = folder.resolve("small.jar");
    manifest(jar, "Main-Class", "Main");
    CodeOrigins origins = origins(started(jar.toString(), jar.toString()));
    assertThat(origins.of(OTHER, "file:" + jar)).isEqualTo(APPLICATION);
  }

  @Test
  void classPath_jarOfTheMainClass_isTheApplications() throws Exception {
    Path app = ForeignCode.jar(folder.resolve("app.jar"), ForeignCode.Direct.class);
    Path link = Files.createSymbolicLink(folder.resolve("link.jar"), app);
    Path library = folder.resolve("library.jar");
    manifest(library, "Main-Class", "org.other.Main");
    Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
    String path =
        String.join(
            File.pathSeparator, "", "no such", broken.toString(), library + "", link.toString());
    String main = ForeignCode.Direct.class.getName();
    CodeOrigins origins = origins(started(main + " argument", path));
    assertThat(origins.of(main, "file:" + app)).isEqualTo(APPLICATION);
    assertThat(origins.of(main, "file:" + library)).isEqualTo(LIBRARY);
    assertThat(origins.of(OTHER, "file:" + app)).isEqualTo(LIBRARY);
  }

  @Test
  void module_thatWasStarted_isTheApplications() {
    Launch.Words words =
        new Launch.Words("com.acme.shop/com.acme.shop.Main 80", "", "com.acme.shop");
    assertThat(origins(words).of(ACME, "file:/srv/mods/shop.jar")).isEqualTo(LIBRARY);
    assertThat(origins(words).of(ACME, "file:/srv/mods/com.acme.shop/")).isEqualTo(APPLICATION);
    assertThat(origins(words).of(ACME, "jrt:/com.acme.shop")).isEqualTo(APPLICATION);
    assertThat(origins(words).of(OTHER, "jrt:/org.other")).isEqualTo(LIBRARY);
  }

  @Test
  void packagesInclude_set_decides() {
    FilterConfig filter = new FilterConfig(List.of(), List.of(), List.of("org.other"));
    CodeOrigins origins = new CodeOrigins(filter, started("com.acme.shop.Main", ""));
    assertThat(origins.of(ACME, "file:/srv/app/classes/")).isEqualTo(LIBRARY);
    assertThat(origins.of(OTHER, "file:/srv/lib/json.jar")).isEqualTo(APPLICATION);
    assertThat(origins.of("org.other.Fake", "jrt:/jdk.compiler")).isEqualTo(JDK);
  }

  @Test
  void classes_thatAreLoaded_byTheirOrigin() throws Exception {
    CodeOrigins origins = origins(started("com.acme.shop.Main", ""));
    assertThat(origins.of(stack(ForeignCode.fromFolder(ForeignCode.Direct.class))))
        .isEqualTo(APPLICATION);
    assertThat(origins.of(stack(ForeignCode.fromJar(ForeignCode.Direct.class, folder))))
        .isEqualTo(LIBRARY);
    assertThat(origins.of(stack(ClassLoader.class))).isEqualTo(JDK);
    assertThat(origins.of(stack(Class.forName("java.sql.DriverManager")))).isEqualTo(JDK);
    assertThat(origins.of(stack(Class.forName("com.sun.tools.javac.Main")))).isEqualTo(JDK);
    assertThat(origins.of(new StackFrame[0])).isEqualTo(APPLICATION);
  }

  /** A hidden class has the place of the class that defined it, a proxy none. */
  @Test
  void classes_thatAreMade_byTheirMakersOrigin() throws Exception {
    CodeOrigins origins = origins(started("com.acme.shop.Main", ""));
    byte[] bytes =
        CodeOriginsTest.class.getResourceAsStream("CodeOriginsTest$Small.class").readAllBytes();
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
    assertThat(hidden.isHidden()).isTrue();
    assertThat(origins.of(stack(hidden))).isEqualTo(APPLICATION);
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Consumer.class}, (a, b, c) -> null);
    assertThat(origins.of(stack(proxy.getClass()))).isEqualTo(LIBRARY);
  }

  /** To be made a hidden class of. */
  static final class Small {}

  private static StackFrame[] stack(Class<?> type) {
    return new StackFrame[] {new FakeFrame(type, "m")};
  }

  private static CodeOrigins origins(Launch.Words words) {
    return new CodeOrigins(new FilterConfig(List.of(), List.of(), List.of()), words);
  }

  private static Launch.Words started(String command, String classPath) {
    return new Launch.Words(command, classPath, "");
  }

  private static void manifest(Path jar, String... attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
