package dev.tombstone.core.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects what each source says, strongest last: file, environment, system properties, agent
 * argument.
 *
 * <p>A comma inside a value of the agent argument is written {@code \,}.
 */
final class ConfigSources {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Feature> misunderstood = EnumSet.noneOf(Feature.class);

  ConfigSources(String argument, Properties system, Map<String, String> environment) {
    Map<String, String> fromArgument = ofArgument(argument);
    Map<String, String> fromSystem = ofSystem(system);
    Map<String, String> fromEnvironment = ofEnvironment(environment);
    String file = null;
    for (Map<String, String> source : List.of(fromEnvironment, fromSystem, fromArgument)) {
      file = source.getOrDefault("config", file);
    }
    if (file != null) {
      add("config file", ofFile(file));
    }
    add("environment", fromEnvironment);
    add("system property", fromSystem);
    add("agent argument", fromArgument);
  }

  Map<String, String> values() {
    return values;
  }

  List<String> problems() {
    return problems;
  }

  /** Features with a key that is not known. */
  Set<Feature> misunderstood() {
    return misunderstood;
  }

  private void add(String source, Map<String, String> from) {
    for (Map.Entry<String, String> setting : from.entrySet()) {
      if (Option.of(setting.getKey()).isEmpty()) {
        unknown(source, setting.getKey(), !setting.getValue().isBlank());
      } else {
        values.put(setting.getKey(), setting.getValue().strip());
      }
    }
  }

  /** Of a value nothing is said: what it belongs to is not known, and so it may be a secret. */
  private void unknown(String source, String key, boolean hasValue) {
    Optional<String> meant = suggestion(key);
    Optional<Feature> feature = Feature.of(meant.orElse(key));
    feature.ifPresent(misunderstood::add);
    problems.add(
        "unknown key "
            + shownName(key, hasValue, meant)
            + "="
            + Masked.MASK
            + " ("
            + source
            + "); "
            + meant
                .map(known -> "did you mean " + known + "?")
                .orElse("allowed: " + feature.map(Feature::keys).orElse(allKeys())));
  }

  /** What stands alone, or goes on where the name of a secret ends, may be a part of the secret. */
  private static String shownName(String key, boolean hasValue, Optional<String> meant) {
    boolean goesOn = meant.isPresent() && Masked.isSecret(meant.get()) && !isNear(key, meant.get());
    return goesOn || !hasValue ? Masked.MASK : Masked.name(key);
  }

  private static String allKeys() {
    return Option.ALL.stream().map(Option::key).collect(Collectors.joining(", "));
  }

  private Map<String, String> ofArgument(String argument) {
    Map<String, String> found = new LinkedHashMap<>();
    String before = "";
    boolean afterSecret = false;
    for (String part : parts(argument)) {
      String pair = part.strip();
      int equals = pair.indexOf('=');
      String key = equals > 0 ? pair.substring(0, equals).strip() : "";
      if (pair.isEmpty()) {
        continue;
      }
      boolean known = Option.of(key).isPresent();
      if (afterSecret && !known && !looksLikeKey(key)) {
        goesOn(before);
      } else if (!key.isEmpty()) {
        found.put(key, pair.substring(equals + 1));
        before = known ? key : suggestion(key).orElse(key);
        afterSecret |= Masked.isSecret(before);
      } else {
        alone(pair);
      }
    }
    return found;
  }

  /**
   * After a secret, what is no setting is taken for a part of the value before it, and nothing of
   * it is repeated. The value is not used: a part of a secret is easier to guess.
   */
  private void goesOn(String before) {
    Feature.of(before).ifPresent(misunderstood::add);
    String problem =
        "agent argument: what follows "
            + Masked.name(before)
            + " is no setting; allowed is key=value,key=value, and a comma in a value is written \\,";
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Of what is no setting only the key is repeated that it begins with, if it does. */
  private void alone(String part) {
    Optional<String> key =
        Option.ALL.stream()
            .map(Option::key)
            .filter(part::startsWith)
            .max(Comparator.comparingInt(String::length));
    key.flatMap(Feature::of).ifPresent(misunderstood::add);
    String rest = key.isPresent() && key.get().length() == part.length() ? "" : Masked.MASK;
    problems.add("agent argument " + key.orElse("") + rest + ": allowed is key=value,key=value");
  }

  /** What stands between commas that no backslash precedes; where one does, the comma alone. */
  private static List<String> parts(String argument) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '\\' && i + 1 < argument.length() && argument.charAt(i + 1) == ',') {
        part.append(',');
        i++;
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static Map<String, String> ofSystem(Properties system) {
    Map<String, String> found = new HashMap<>();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith("tombstone.")) {
        found.put(name.substring("tombstone.".length()), system.getProperty(name));
      }
    }
    return found;
  }

  private static Map<String, String> ofEnvironment(Map<String, String> environment) {
    Map<String, String> found = new HashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith("TOMBSTONE_") && !Foreign.isForeign(name, variable.getValue())) {
        found.put(keyOf(name), variable.getValue());
      }
    }
    return found;
  }

  private static String keyOf(String variable) {
    for (Option option : Option.ALL) {
      if (option.environmentName().equals(variable)) {
        return option.key();
      }
    }
    return variable;
  }

  private Map<String, String> ofFile(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "config file "
              + Masked.value("config", file)
              + " cannot be read ("
              + e.getClass().getName()
              + ")");
    }
    Map<String, String> found = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> found.put(name, properties.getProperty(name)));
    return found;
  }

  private static Optional<String> suggestion(String key) {
    String bare = key.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    return Option.ALL.stream()
        .map(Option::key)
        .filter(known -> bare.contains(known.replace(".", "")) || isNear(key, known))
        .findFirst();
  }

  private static boolean looksLikeKey(String key) {
    return Feature.of(key).isPresent()
        || Option.ALL.stream().anyMatch(option -> isNear(key, option.key()));
  }

  private static boolean isNear(String key, String known) {
    return distance(key, known) <= 2;
  }

  /** Edit distance. */
  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substituted = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }

  /** Variables that begin like ours and are not settings. */
  private static final class Foreign {
    /** One of the build, and those that Kubernetes sets for a service of our name. */
    private static final Pattern NAMES =
        Pattern.compile(
            "TOMBSTONE_(JDK25_HOME"
                + "|PORT"
                + "|(\\w+_)?SERVICE_(HOST|PORT(_\\w+)?)"
                + "|(\\w+_)?PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

    /** What Kubernetes gives to the port of a service, {@code TOMBSTONE_HTTP_PORT} say. */
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://\\S+");

    private Foreign() {}

    static boolean isForeign(String name, String value) {
      return NAMES.matcher(name).matches() || ADDRESS.matcher(value).matches();
    }
  }
}
