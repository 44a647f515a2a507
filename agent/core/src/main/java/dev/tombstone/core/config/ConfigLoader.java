package dev.tombstone.core.config;

import dev.tombstone.core.detect.Hazard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration from all its sources at once. Never throws: each problem is a sentence in
 * the result, and the feature a bad value belongs to stays off.
 */
public final class ConfigLoader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) ?%");
  private static final double DEFAULT_CPU_LIMIT = 0.01;

  private final Map<String, String> values;
  private final List<String> problems;
  private final Set<Feature> misunderstood;

  private ConfigLoader(ConfigSources sources) {
    values = sources.values();
    problems = new ArrayList<>(sources.problems());
    misunderstood = sources.misunderstood();
  }

  /**
   * Reads everything.
   *
   * @param argument what follows {@code -javaagent:jar=}, or null
   * @param system system properties; those that begin with {@code tombstone.} count
   * @param environment environment; what begins with {@code TOMBSTONE_} counts
   */
  public static AgentConfig load(
      @Nullable String argument, Properties system, Map<String, String> environment) {
    ConfigSources sources =
        new ConfigSources(argument == null ? "" : argument, system, environment);
    return new ConfigLoader(sources).read();
  }

  private AgentConfig read() {
    boolean enabled = flag("enabled", true);
    HttpConfig http = http();
    SamplingConfig sampling = sampling();
    KeyConfig keys = keys(http.host());
    FilterConfig filter =
        new FilterConfig(list("maps.include"), list("maps.exclude"), list("packages.include"));
    ReportConfig report = report();
    DetectorConfig detectors = detectors();
    double cpuLimit = value("cpu.limit", DEFAULT_CPU_LIMIT, ConfigLoader::share);
    ExportConfig export = export();
    return new AgentConfig(
        enabled,
        http,
        sampling,
        keys,
        filter,
        detectors,
        cpuLimit,
        report,
        export,
        List.copyOf(problems));
  }

  private HttpConfig http() {
    int before = problems.size();
    boolean on = flag("http.enabled", true);
    String host = value("http.host", "127.0.0.1", text -> text.isBlank() ? null : text);
    int port = (int) number("http.port", 9477, 0, 65_535);
    Optional<Path> portFile = path("http.port.file");
    Optional<String> token = optional("http.token", text -> text.matches("\\S+") ? text : null);
    Optional<Path> keystore = path("http.tls.keystore");
    Optional<String> password = Optional.ofNullable(values.get("http.tls.password"));
    if (password.isPresent() && keystore.isEmpty()) {
      problems.add("http.tls.password=*** has no effect without http.tls.keystore");
    }
    boolean good = isGood(Feature.HTTP, before);
    return new HttpConfig(on && good, host, port, portFile, token, keystore, password);
  }

  private SamplingConfig sampling() {
    int before = problems.size();
    long budget = number("sample.budget", 20_000, 1, SamplingConfig.MAX_BUDGET);
    OptionalInt shift = ratio("sample.ratio", SamplingConfig::parseRatio);
    return new SamplingConfig(isGood(Feature.DETAIL, before), budget, shift);
  }

  private KeyConfig keys(String host) {
    int before = problems.size();
    KeyConfig.Display display =
        value(
            "keys.display",
            isLoopback(host) ? KeyConfig.Display.PLAIN : KeyConfig.Display.HASH,
            text ->
                switch (text) {
                  case "plain" -> KeyConfig.Display.PLAIN;
                  case "hash" -> KeyConfig.Display.HASH;
                  case "off" -> KeyConfig.Display.OFF;
                  default -> null;
                });
    int length = (int) number("keys.max.length", 128, 8, 10_000);
    Optional<String> salt = optional("keys.salt", text -> text.length() < 8 ? null : text);
    return new KeyConfig(
        isGood(Feature.KEYS, before) ? display : KeyConfig.Display.OFF, length, salt);
  }

  private DetectorConfig detectors() {
    int before = problems.size();
    Set<Hazard> hazards =
        value(
            "detectors",
            DetectorConfig.byDefault(),
            text -> {
              try {
                return DetectorConfig.parse(text);
              } catch (IllegalArgumentException e) {
                return null;
              }
            });
    OptionalInt mapsShift = ratio("detect.maps.ratio", DetectorConfig::parseRatio);
    boolean good = isGood(Feature.DETECTORS, before);
    return new DetectorConfig(good ? hazards : Set.of(), mapsShift, flag("log.findings", true));
  }

  private ReportConfig report() {
    int before = problems.size();
    Optional<Path> file = path("report.file");
    Optional<Duration> interval = optional("report.interval", ConfigLoader::duration);
    if (!isGood(Feature.REPORT, before)) {
      return new ReportConfig(Optional.empty(), Optional.empty());
    }
    if (interval.isPresent() && file.isEmpty()) {
      problems.add("report.interval has no effect without report.file");
    }
    return new ReportConfig(file, interval);
  }

  private ExportConfig export() {
    int before = problems.size();
    boolean otlp = flag("export.otlp.enabled", false);
    boolean jmx = flag("export.jmx.enabled", false);
    boolean jfr = flag("export.jfr.enabled", false);
    return isGood(Feature.EXPORT, before) ? new ExportConfig(otlp, jmx, jfr) : ExportConfig.NONE;
  }

  /** Whether all of a feature's keys were understood; {@code before}: problems before them. */
  private boolean isGood(Feature feature, int before) {
    return problems.size() == before && !misunderstood.contains(feature);
  }

  /** Whether the agent bound to this host can be reached from this machine only. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean flag(String key, boolean byDefault) {
    int before = problems.size();
    boolean flag =
        value(
            key,
            byDefault,
            text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? false : null);
    return problems.size() == before && flag;
  }

  private long number(String key, long byDefault, long least, long most) {
    return value(
        key,
        byDefault,
        text -> {
          if (!text.matches("\\d{1,9}")) {
            return null;
          }
          long number = Long.parseLong(text);
          return number < least || number > most ? null : number;
        });
  }

  private OptionalInt ratio(String key, Function<String, OptionalInt> parse) {
    return value(
        key,
        OptionalInt.empty(),
        text -> {
          try {
            return parse.apply(text);
          } catch (IllegalArgumentException e) {
            return null;
          }
        });
  }

  private Optional<Path> path(String key) {
    return optional(
        key,
        text -> {
          try {
            return text.isBlank() ? null : Path.of(text);
          } catch (InvalidPathException e) {
            return null;
          }
        });
  }

  private List<String> list(String key) {
    String text = values.getOrDefault(key, "");
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static @Nullable Double share(String text) {
    if (text.equals("off")) {
      return Double.POSITIVE_INFINITY;
    }
    Matcher matcher = PERCENTAGE.matcher(text);
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    return percent < 0.1 || percent > 100 ? null : percent / 100;
  }

  private static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return duration.toMillis() < 100 ? null : duration;
  }

  /** The value of the key, or its default where it is absent or bad. */
  private <T> T value(String key, T byDefault, Function<String, @Nullable T> parse) {
    return optional(key, parse).orElse(byDefault);
  }

  /** The value of the key; empty where it is absent or, with a problem noted, bad. */
  private <T> Optional<T> optional(String key, Function<String, @Nullable T> parse) {
    String text = values.get(key);
    if (text == null) {
      return Optional.empty();
    }
    T parsed = parse.apply(text);
    if (parsed == null) {
      String allowed = Option.of(key).map(Option::allowed).orElse("");
      problems.add(
          key + "=" + ConfigSources.shown(key, text) + " is not allowed; allowed: " + allowed);
    }
    return Optional.ofNullable(parsed);
  }
}
