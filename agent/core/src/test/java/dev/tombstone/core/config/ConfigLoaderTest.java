package dev.tombstone.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void load_nothingSet_defaultsAndNoProblem() {
    AgentConfig config = load("", Map.of(), Map.of());
    assertThat(config.problems()).isEmpty();
    assertThat(config.enabled()).isTrue();
    assertThat(config.http().port()).isEqualTo(9477);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.sampling()).isEqualTo(new SamplingConfig(true, 20_000, OptionalInt.empty()));
    assertThat(config.keys())
        .isEqualTo(new KeyConfig(KeyConfig.Display.PLAIN, 128, Optional.empty()));
  }

  @Test
  void load_sameKeyInAllSources_strongestWins() throws Exception {
    Path file = folder.resolve("t.properties");
    Files.writeString(file, "http.port=1\nsample.budget=1\nkeys.max.length=11\nhttp.host=::1\n");
    Map<String, String> environment =
        Map.of(
            "TOMBSTONE_HTTP_PORT",
            "2",
            "TOMBSTONE_SAMPLE_BUDGET",
            "2",
            "TOMBSTONE_KEYS_MAX_LENGTH",
            "12");
    Map<String, String> system = Map.of("tombstone.http.port", "3", "tombstone.sample.budget", "3");
    AgentConfig config = load("http.port=4,config=" + file, system, environment);
    assertThat(config.problems()).isEmpty();
    assertThat(config.http().port()).isEqualTo(4);
    assertThat(config.sampling().budget()).isEqualTo(3);
    assertThat(config.keys().maxLength()).isEqualTo(12);
    assertThat(config.http().host()).isEqualTo("::1");
  }

  @Test
  void load_manyMistakes_allReportedAndTheirFeaturesOff() {
    AgentConfig config =
        load(
            "http.port=many,sample.ratio=1/3,keys.display=loud,report.file=r.json,report.interval=1y,"
                + "what.is=this,nonsense",
            Map.of(),
            Map.of("TOMBSTONE_JDK25_HOME", "/jdk", "TOMBSTONE_X", "1"));
    assertThat(config.problems()).hasSize(7);
    assertThat(config.problems())
        .anyMatch(problem -> problem.contains("http.port=many") && problem.contains("0 to 65535"))
        .anyMatch(problem -> problem.contains("unknown key TOMBSTONE_X=*** (environment)"))
        .noneMatch(problem -> problem.contains("JDK25"));
    assertThat(config.http().enabled()).isFalse();
    assertThat(config.sampling().enabled()).isFalse();
    assertThat(config.keys().display()).isEqualTo(KeyConfig.Display.OFF);
    assertThat(config.report().file()).isEmpty();
    assertThat(config.enabled()).isTrue();
  }

  @Test
  void load_unknownKey_itsFeatureStaysOffAndTheMessageSaysWhatIsAllowed() {
    AgentConfig config =
        load(
            "http.tokn=geheim,sample.speed=1,key.display=plain,maps.only=x,log.finding=no",
            Map.of("tombstone.report.fil", "x"),
            Map.of("TOMBSTONE_REPORT_FILE", "r.json"));
    assertThat(config.http().enabled()).isFalse();
    assertThat(config.sampling().enabled()).isFalse();
    assertThat(config.keys().display()).isEqualTo(KeyConfig.Display.OFF);
    assertThat(config.detectors().chosen()).isEmpty();
    assertThat(config.report().file()).isEmpty();
    assertThat(config.problems())
        .contains(
            "unknown key http.tokn=*** (agent argument); did you mean http.token?",
            "unknown key sample.speed=*** (agent argument); allowed: sample.budget, sample.ratio,"
                + " maps.include, maps.exclude, packages.include")
        .noneMatch(problem -> problem.contains("geheim"));
  }

  @Test
  void load_cpuLimit_percentageOrOff() {
    assertThat(load("", Map.of(), Map.of()).cpuLimit()).isEqualTo(0.01);
    assertThat(load("cpu.limit=2.5%", Map.of(), Map.of()).cpuLimit()).isEqualTo(0.025);
    assertThat(load("cpu.limit=off", Map.of(), Map.of()).cpuLimit()).isInfinite();
    assertThat(load("cpu.limit=0.01%", Map.of(), Map.of()).problems()).hasSize(1);
    assertThat(load("cpu.limit=5", Map.of(), Map.of()).problems()).hasSize(1);
  }

  @Test
  void load_passwordWithoutKeystore_endpointsStayOff() {
    AgentConfig config = load("http.tls.password=geheim", Map.of(), Map.of());
    assertThat(config.http().enabled()).isFalse();
    assertThat(config.problems())
        .containsExactly("http.tls.password=*** has no effect without http.tls.keystore");
  }

  @Test
  void load_variablesOfAKubernetesService_areNoSettings() {
    Map<String, String> environment =
        Map.of(
            "TOMBSTONE_PORT", "tcp://10.0.0.1:80",
            "TOMBSTONE_PORT_80_TCP", "tcp://10.0.0.1:80",
            "TOMBSTONE_PORT_80_TCP_ADDR", "10.0.0.1",
            "TOMBSTONE_SERVICE_HOST", "10.0.0.1",
            "TOMBSTONE_SERVICE_PORT_HTTP", "80",
            "TOMBSTONE_HTTP_PORT", "tcp://10.0.0.1:80");
    assertThat(load("", Map.of(), environment).problems()).isEmpty();
  }

  @Test
  void load_badEnabled_agentStaysOff() {
    assertThat(load("enabled=yes", Map.of(), Map.of()).enabled()).isFalse();
  }

  @Test
  void load_tokenOrPassword_neverInAMessage() {
    AgentConfig config = load("http.token=two words", Map.of(), Map.of());
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).doesNotContain("two words").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.token=abc,GEHEIM",
        "http.token=abc,GEHEIM,http.port=0",
        "http.token=abc,GEHEIM=1",
        "http.token=abc,x=GEHEIM",
        "http.token=abc,x=1,GEHEIM",
        "http.token=abc,GEHEIM http.token",
        "http.token=abc,=GEHEIM",
        "http.tokn=abc,GEHEIM",
        "http.tls.keystore=k,http.tls.password=abc,GEHEIM",
        "http.tls.password=abc,GEHEIM=,http.tls.keystore=k",
        "http.port=1;http.token=GEHEIM",
        "http.port=1 http.token=GEHEIM",
        "http.token:GEHEIM",
        "http.token GEHEIM",
        "http.tokenGEHEIM=1",
        "http.host=user:GEHEIM@host",
        "http.host=https://user:GEHEIM@host/",
        "http.prot=GEHEIM",
        "http.token=a\u001b[31mGEHEIM b",
      })
  void load_secretTornApart_isInNoMessageAndEndpointsStayOff(String argument) {
    AgentConfig config = load(argument, Map.of(), Map.of());
    assertThat(config.problems()).isNotEmpty();
    assertThat(config.problems()).noneMatch(problem -> problem.contains("GEHEIM"));
    assertThat(config.http().enabled()).isFalse();
  }

  @Test
  void load_saltTornApart_isNotUsedAndNoKeyIsShown() {
    AgentConfig config = load("keys.salt=12345678,GEHEIM", Map.of(), Map.of());
    assertThat(config.keys())
        .isEqualTo(new KeyConfig(KeyConfig.Display.OFF, 128, Optional.empty()));
    assertThat(config.problems()).hasSize(1).noneMatch(problem -> problem.contains("GEHEIM"));
    assertThat(load("keys.salt=short", Map.of(), Map.of()).keys().salt()).isEmpty();
  }

  @Test
  void load_secretInOtherSources_isInNoMessage() throws Exception {
    Path file = folder.resolve("t.properties");
    Files.writeString(
        file,
        "http.token=abc\nGEHEIM\nhttp.tls.passwordGEHEIM\nmy.url=http://u:GEHEIM@h\na\\ GEHEIM=1\n");
    AgentConfig config =
        load(
            "config=" + file,
            Map.of("tombstone.http.passwd", "GEHEIM", "tombstone.http.port", "http://u:GEHEIM@h"),
            Map.of("TOMBSTONE_API", "GEHEIM", "TOMBSTONE_HTTP_ENABLED", "token GEHEIM"));
    assertThat(config.problems()).hasSize(8).noneMatch(problem -> problem.contains("GEHEIM"));
    assertThat(config.http().enabled()).isFalse();
  }

  @Test
  void load_settingsAfterASecret_areStillRead() {
    AgentConfig config =
        load("http.token=abc\\,d,sample.budget=5,export.jmx=true,", Map.of(), Map.of());
    assertThat(config.http().token()).contains("abc,d");
    assertThat(config.http().enabled()).isTrue();
    assertThat(config.sampling().budget()).isEqualTo(5);
    assertThat(config.problems())
        .hasSize(1)
        .allMatch(problem -> problem.contains("export.jmx=***"));
  }

  @Test
  void load_controlCharacters_areNotInMessages() {
    AgentConfig config =
        load(
            "http.port=\u001b[2J\n1,\u202ekeys.dis\u0007=1,report.interval=\u009b1",
            Map.of(),
            Map.of());
    assertThat(config.problems()).isNotEmpty();
    assertThat(String.join("", config.problems()).codePoints()).allMatch(Printable::isHarmless);
  }

  @Test
  void load_commaInValue_escaped() {
    AgentConfig config = load("maps.include=a.B\\,c.*,report.file=x", Map.of(), Map.of());
    assertThat(config.filter().mapsInclude()).containsExactly("a.B", "c.*");
  }

  @Test
  void load_reachableFromElsewhere_keysAreHashed() {
    assertThat(load("http.host=0.0.0.0", Map.of(), Map.of()).keys().display())
        .isEqualTo(KeyConfig.Display.HASH);
  }

  @Test
  void load_missingFile_isAProblemNotAFailure() {
    Path none = folder.resolve("secrets/none");
    AgentConfig config = load("config=" + none, Map.of(), Map.of());
    assertThat(config.problems()).hasSize(1);
    assertThat(config.problems().get(0)).contains(none + " cannot be read", "NoSuchFile");
    assertThat(config.http().enabled()).isTrue();
  }

  @Test
  void load_interval_parsed() {
    AgentConfig config = load("report.file=r,report.interval=250ms", Map.of(), Map.of());
    assertThat(config.report().interval()).contains(Duration.ofMillis(250));
    assertThat(load("report.interval=10s", Map.of(), Map.of()).problems()).hasSize(1);
  }

  @Test
  void load_exporters_offUnlessSwitchedOnAndAllOffAfterAMistake() {
    assertThat(load("", Map.of(), Map.of()).export().any()).isFalse();
    AgentConfig one =
        load("export.jmx.enabled=true", Map.of(), Map.of("TOMBSTONE_EXPORT_JFR_ENABLED", "true"));
    assertThat(one.problems()).isEmpty();
    assertThat(one.export()).isEqualTo(new ExportConfig(false, true, true));
    AgentConfig mistaken =
        load("export.jmx.enabled=true,export.otlp.enabled=yes", Map.of(), Map.of());
    assertThat(mistaken.problems()).hasSize(1);
    assertThat(mistaken.export().any()).isFalse();
    assertThat(load("export.jmx=true,export.jfr.enabled=true", Map.of(), Map.of()).export().any())
        .isFalse();
  }

  @Test
  void filter_patterns_matchWholeNames() {
    FilterConfig filter =
        load(
                "maps.include=java.util.*,maps.exclude=java.util.Tree*,packages.include=com.acme",
                Map.of(),
                Map.of())
            .filter();
    assertThat(filter.allowsMap("java.util.HashMap")).isTrue();
    assertThat(filter.allowsMap("java.util.TreeMap")).isFalse();
    assertThat(filter.allowsMap("xjava.util.HashMap")).isFalse();
    assertThat(filter.allowsSite("com.acme.A")).isTrue();
    assertThat(filter.allowsSite("com.acmeville.A")).isFalse();
  }

  private static AgentConfig load(
      String argument, Map<String, String> system, Map<String, String> environment) {
    Properties properties = new Properties();
    properties.putAll(system);
    return ConfigLoader.load(argument, properties, environment);
  }
}
