package dev.tombstone.exporters.otlp;

import dev.tombstone.core.config.Masked;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code OTEL_*} variables. Of {@code OTEL_EXPORTER_OTLP_X} and {@code
 * OTEL_EXPORTER_OTLP_METRICS_X} the latter wins; an empty variable is as good as none.
 */
final class OtlpVariables {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  private static final String EXPONENTIAL = "base2_exponential_bucket_histogram";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5}(?!\\w))?");
  private static final Pattern NOT_IN_A_HEADER = Pattern.compile("\\p{Cntrl}");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  OtlpVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  OtlpSettings read() {
    only("PROTOCOL", "http/protobuf");
    only("METRICS_TEMPORALITY_PREFERENCE", "cumulative");
    only("CLIENT_KEY", "");
    only("CLIENT_CERTIFICATE", "");
    OtlpSettings settings =
        new OtlpSettings(
            endpoint(),
            headers(),
            millis(name("TIMEOUT"), 10_000),
            either("COMPRESSION", "none", "gzip").equals("gzip"),
            certificate(),
            either(
                    "METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
                    "explicit_bucket_histogram",
                    EXPONENTIAL)
                .equals(EXPONENTIAL),
            millis("OTEL_METRIC_EXPORT_INTERVAL", 60_000),
            resource());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return settings;
  }

  private URI endpoint() {
    String own = variable(PREFIX + "METRICS_ENDPOINT");
    String common = variable(PREFIX + "ENDPOINT");
    String address =
        !own.isEmpty()
            ? own
            : (common.isEmpty() ? "http://localhost:4318" : common.replaceFirst("/+$", ""))
                + "/v1/metrics";
    try {
      URI endpoint = new URI(address);
      String scheme = String.valueOf(endpoint.getScheme());
      if (endpoint.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return endpoint;
      }
    } catch (java.net.URISyntaxException e) {
      // Reported below, like an address of another kind.
    }
    problem(name("ENDPOINT"), shownAddress(address), "http://host:port/path or https://…");
    return URI.create("http://localhost");
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : List.of(PREFIX + "HEADERS", PREFIX + "METRICS_HEADERS")) {
      headers.putAll(pairs(name, true));
    }
    return headers;
  }

  private Map<String, String> resource() {
    Map<String, String> resource = pairs("OTEL_RESOURCE_ATTRIBUTES", false);
    String service = variable("OTEL_SERVICE_NAME");
    if (!service.isEmpty()) {
      resource.put("service.name", service);
    }
    resource.putIfAbsent("service.name", "unknown_service:java");
    return resource;
  }

  /** {@code a=1,b=2}, values percent-encoded; the values are kept out of messages. */
  private Map<String, String> pairs(String name, boolean header) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : variable(name).split(",", -1)) {
      int equals = pair.indexOf('=');
      String key = pair.substring(0, Math.max(0, equals)).strip();
      String value = decoded(pair.substring(equals + 1).strip());
      if (!key.isEmpty()
          && value != null
          && !(header
              && (!TOKEN.matcher(key).matches() || NOT_IN_A_HEADER.matcher(value).find()))) {
        pairs.put(key, value);
      } else if (!pair.isBlank()) {
        problem(
            name,
            header || equals <= 0 ? Masked.MASK : Masked.name(key) + "=" + Masked.MASK,
            "key=value,key=value, values percent-encoded");
      }
    }
    return pairs;
  }

  private static @org.jspecify.annotations.Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Optional<Path> certificate() {
    String file = variable(name("CERTIFICATE"));
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    } catch (InvalidPathException e) {
      bad(name("CERTIFICATE"), file, "path of a PEM file");
      return Optional.empty();
    }
  }

  private Duration millis(String name, long byDefault) {
    String text = variable(name);
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) > 0) {
      return Duration.ofMillis(Integer.parseInt(text));
    }
    if (!text.isEmpty()) {
      bad(name, text, "milliseconds, from 1");
    }
    return Duration.ofMillis(byDefault);
  }

  private String either(String suffix, String byDefault, String other) {
    String name = suffix.startsWith("METRICS_") ? PREFIX + suffix : name(suffix);
    String text = variable(name).toLowerCase(Locale.ROOT);
    if (text.isEmpty() || text.equals(byDefault) || text.equals(other)) {
      return text.isEmpty() ? byDefault : text;
    }
    bad(name, text, byDefault + ", " + other);
    return byDefault;
  }

  private void only(String suffix, String value) {
    String name = suffix.startsWith("METRICS_") ? PREFIX + suffix : name(suffix);
    String text = variable(name);
    if (!text.isEmpty() && !text.equalsIgnoreCase(value)) {
      bad(name, text, value.isEmpty() ? "nothing: client certificates are not supported" : value);
    }
  }

  /** Name of the metrics' own variable if it is set, otherwise of the one for all signals. */
  private String name(String suffix) {
    String own = PREFIX + "METRICS_" + suffix;
    return variable(own).isEmpty() ? PREFIX + suffix : own;
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** Of an address the host and the port, unless there may be a user's name before it. */
  private static String shownAddress(String address) {
    Matcher host = HOST.matcher(address);
    if (address.contains("@") || !host.lookingAt()) {
      return Masked.MASK;
    }
    return host.group() + (host.end() == address.length() ? "" : "…");
  }

  /** The value of a variable that is a key, or may be one, is kept out. */
  private void bad(String name, String value, String allowed) {
    problem(name, name.endsWith("_KEY") ? Masked.MASK : Masked.value(name, value), allowed);
  }

  private void problem(String name, String value, String allowed) {
    problems.add(name + "=" + value + " is not allowed; allowed: " + allowed);
  }
}
