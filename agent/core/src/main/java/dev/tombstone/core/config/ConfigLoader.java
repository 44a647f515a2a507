package dev.tombstone.core.config;

import dev.tombstone.core.detect.AllDetectors;
import dev.tombstone.core.detect.framework.Detector;
import dev.tombstone.core.detect.framework.Detectors;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.watch.MutationHook;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration from all its sources at once. Never throws: each problem is a sentence in
 * the result, and the feature a bad value belongs to stays off.
 *
 * <p>Runs before the application, in the interpreter: without lambdas, streams and patterns, each
 * of which takes longer to link than all of this takes, unless there is a value that needs them.
 */
public final class ConfigLoader {
  private static final String LOOPBACK = "127.0.0.1";
  private static final double DEFAULT_CPU_LIMIT = 0.01;

  /** Names and addresses; a user's name or a path is none. */
  private static final String HOST = "[\\p{L}\\p{N}._:%\\[\\]-]+";

  private final Map<String, String> values;
  private final List<String> problems;
  private final Set<Feature> misunderstood;
  private final Detectors known;
  private final ValueReader reader;

  private ConfigLoader(ConfigSources sources, Detectors known) {
    this.known = known;
    values = sources.values();
    problems = new ArrayList<>(sources.problems());
    misunderstood = sources.misunderstood();
    reader = new ValueReader(known, problems);
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
    return load(argument, system, environment, AllDetectors.ALL);
  }

  /** The same, where these are the detectors there are. */
  public static AgentConfig load(
      @Nullable String argument,
      Properties system,
      Map<String, String> environment,
      Detectors known) {
    ConfigSources sources =
        new ConfigSources(argument == null ? "" : argument, system, environment);
    return new ConfigLoader(sources, known).read();
  }

  private AgentConfig read() {
    boolean enabled = flag("enabled");
    HttpConfig http = http();
    SamplingConfig sampling = sampling();
    KeyConfig keys = keys(http.host());
    FilterConfig filter =
        new FilterConfig(list("maps.include"), list("maps.exclude"), list("packages.include"));
    ReportConfig report = report();
    DetectorConfig detectors = detectors();
    double cpuLimit = cpuLimit();
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
    boolean on = flag("http.enabled");
    String host = text("http.host");
    if (host != null && !host.matches(HOST)) {
      reader.bad("http.host", host);
      host = null;
    }
    int port = (int) number("http.port", 0, 65_535);
    Optional<Path> portFile = path("http.port.file");
    String token = text("http.token");
    if (token != null && !token.matches("\\S+")) {
      reader.bad("http.token", token);
      token = null;
    }
    Optional<Path> keystore = path("http.tls.keystore");
    String password = text("http.tls.password");
    if (password != null && keystore.isEmpty()) {
      problems.add("http.tls.password=*** has no effect without http.tls.keystore");
    }
    boolean good = isGood(Feature.HTTP, before);
    return new HttpConfig(
        on && good,
        host == null ? LOOPBACK : host,
        port,
        portFile,
        Optional.ofNullable(token),
        keystore,
        Optional.ofNullable(password));
  }

  private SamplingConfig sampling() {
    int before = problems.size();
    long budget = number("sample.budget", 1, SamplingConfig.MAX_BUDGET);
    OptionalInt shift = ratio("sample.ratio", RecordingControl.MAX_RATIO_SHIFT);
    return new SamplingConfig(isGood(Feature.DETAIL, before), budget, shift);
  }

  private KeyConfig keys(String host) {
    int before = problems.size();
    KeyConfig.Display display = display(host);
    int length = (int) number("keys.max.length", 8, 10_000);
    String salt = text("keys.salt");
    if (salt != null && salt.length() < 8) {
      reader.bad("keys.salt", salt);
    }
    boolean good = isGood(Feature.KEYS, before);
    return new KeyConfig(
        good ? display : KeyConfig.Display.OFF,
        length,
        good ? Optional.ofNullable(salt) : Optional.empty());
  }

  private KeyConfig.Display display(String host) {
    String text = text("keys.display");
    if (text != null) {
      for (KeyConfig.Display display : KeyConfig.Display.values()) {
        if (display.text().equals(text)) {
          return display;
        }
      }
      reader.bad("keys.display", text);
    }
    return isLoopback(host) ? KeyConfig.Display.PLAIN : KeyConfig.Display.HASH;
  }

  private DetectorConfig detectors() {
    int before = problems.size();
    String text = text("detectors");
    Set<Detector> chosen = text == null ? known.byDefault() : reader.detectors(text);
    OptionalInt mapsShift = ratio("detect.maps.ratio", MutationHook.MAX_SHIFT);
    boolean stalls = flag("detect.stall");
    boolean good = isGood(Feature.DETECTORS, before);
    return new DetectorConfig(
        known, good ? chosen : Set.of(), mapsShift, stalls, closingMethods(), flag("log.findings"));
  }

  private Set<String> closingMethods() {
    Set<String> methods = new LinkedHashSet<>(list("detect.unclosed.methods"));
    if (methods.isEmpty()) {
      methods.addAll(List.of(DetectorConfig.CLOSING_METHODS.split(",", -1)));
    }
    methods.add("close");
    return methods;
  }

  private ReportConfig report() {
    int before = problems.size();
    Optional<Path> file = path("report.file");
    Optional<Duration> interval = interval();
    if (!isGood(Feature.REPORT, before)) {
      return new ReportConfig(Optional.empty(), Optional.empty());
    }
    if (interval.isPresent() && file.isEmpty()) {
      problems.add("report.interval has no effect without report.file");
    }
    return new ReportConfig(file, interval);
  }

  private Optional<Duration> interval() {
    String text = text("report.interval");
    if (text == null) {
      return Optional.empty();
    }
    Duration interval = Amounts.duration(text);
    if (interval == null) {
      reader.bad("report.interval", text);
    }
    return Optional.ofNullable(interval);
  }

  private double cpuLimit() {
    String text = text("cpu.limit");
    if (text == null) {
      return DEFAULT_CPU_LIMIT;
    }
    Double share = Amounts.share(text);
    if (share == null) {
      reader.bad("cpu.limit", text);
      return DEFAULT_CPU_LIMIT;
    }
    return share;
  }

  private ExportConfig export() {
    int before = problems.size();
    boolean otlp = flag("export.otlp.enabled");
    boolean jmx = flag("export.jmx.enabled");
    boolean jfr = flag("export.jfr.enabled");
    return isGood(Feature.EXPORT, before) ? new ExportConfig(otlp, jmx, jfr) : ExportConfig.NONE;
  }

  /** Whether all of a feature's keys were understood; {@code before}: problems before them. */
  private boolean isGood(Feature feature, int before) {
    return problems.size() == before && !misunderstood.contains(feature);
  }

  /** Whether the agent bound to this host can be reached from this machine only. */
  public static boolean isLoopback(String host) {
    if (host.equals(LOOPBACK)) {
      return true;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean flag(String key) {
    String text = text(key);
    return text == null ? byDefault(key).equals("true") : reader.flag(key, text);
  }

  private long number(String key, long least, long most) {
    String text = text(key);
    long otherwise = Long.parseLong(byDefault(key));
    return text == null ? otherwise : reader.number(key, text, least, most, otherwise);
  }

  /** What the documentation says that the key is unless set. */
  private static String byDefault(String key) {
    return Option.of(key).orElseThrow().defaultText();
  }

  private OptionalInt ratio(String key, int most) {
    String text = text(key);
    return text == null ? OptionalInt.empty() : reader.ratio(key, text, most);
  }

  private Optional<Path> path(String key) {
    String text = text(key);
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (!text.isBlank()) {
        return Optional.of(Path.of(text));
      }
      reader.bad(key, text);
    } catch (InvalidPathException e) {
      reader.bad(key, text);
    }
    return Optional.empty();
  }

  private List<String> list(String key) {
    String text = text(key);
    if (text == null) {
      return List.of();
    }
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }

  private @Nullable String text(String key) {
    return values.get(key);
  }
}
