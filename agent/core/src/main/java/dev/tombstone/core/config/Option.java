package dev.tombstone.core.config;

import dev.tombstone.core.detect.AllDetectors;
import java.util.List;
import java.util.Optional;

/**
 * One configuration key.
 *
 * @param key as in a file, {@code http.port}
 * @param defaultText the default as the documentation states it
 * @param allowed the values it takes
 * @param meaning one sentence
 */
public record Option(String key, String defaultText, String allowed, String meaning) {
  private static final String SWITCH = "true, false";

  /** Every key, in the order of the documentation. */
  public static final List<Option> ALL =
      List.of(
          new Option("enabled", "true", SWITCH, "false: the agent does nothing at all"),
          new Option("config", "none", "path of a file", "a properties file with further keys"),
          new Option("http.enabled", "true", SWITCH, "serve the endpoints"),
          new Option("http.host", "127.0.0.1", "host name or address", "address to listen on"),
          new Option("http.port", "9477", "0 to 65535", "port to listen on; 0 takes any free one"),
          new Option(
              "http.port.file",
              "none",
              "path of a file",
              "the bound port is written here once the server listens"),
          new Option(
              "http.token",
              "none",
              "text without spaces",
              "bearer token that every endpoint but /healthz requires; listening beyond loopback"
                  + " without one generates one and prints it once"),
          new Option(
              "http.tls.keystore", "none", "path of a PKCS12 file", "serve HTTPS with this key"),
          new Option("http.tls.password", "none", "text", "password of that file"),
          new Option(
              "sample.budget",
              "20000",
              "1 to 10000000",
              "deletions a second recorded in detail at most, all threads together; fewer while"
                  + " taking them in would cost more than an eighth of cpu.limit of what the JVM"
                  + " itself takes; the ratio adapts"),
          new Option(
              "sample.ratio",
              "auto",
              SamplingConfig.RATIOS,
              "a fixed share of deletions to record in detail instead"),
          new Option(
              "cpu.limit",
              "1%",
              "0.1% to 100%, or off",
              "share of the machine's processor time that the agent may take, on its own threads and"
                  + " for detail on the application's; above it fewer stacks are taken, then less"
                  + " detail recorded, and counts stay exact"),
          new Option(
              "keys.display",
              "plain on loopback, hash otherwise",
              "plain, hash, off",
              "how keys are shown; hash is made with a secret of the process, against which no guess can"
                  + " be tried"),
          new Option("keys.max.length", "128", "8 to 10000", "characters of a key shown"),
          new Option(
              "keys.salt",
              "random in each process",
              "text of at least 8 characters, kept secret",
              "the hashes of keys are made with it: processes with the same one have sketches that can"
                  + " be merged, and whoever has it can try guesses against them"),
          new Option(
              "maps.include",
              "all",
              "comma list of class names, * matches any text",
              "map classes recorded in detail; all others are counted only"),
          new Option(
              "maps.exclude",
              "none",
              "comma list of class names, * matches any text",
              "map classes counted only"),
          new Option(
              "packages.include",
              "none",
              "comma list of package prefixes",
              "deletions whose first application frame is elsewhere are counted only"),
          new Option(
              "detectors",
              "all that are safe in production",
              AllDetectors.ALL.allowed(),
              "hazards to detect; of some default has a part: removal-while-iterating:failed, loops that"
                  + " fail alone; conditional-clear:calls, the JDK's calls alone; cache-thrashing:evicted, what caches evict of themselves;"
                  + " retained-after-removal:weak-maps, weak maps that let go of nothing"),
          new Option(
              "detect.maps.ratio",
              "auto",
              DetectorConfig.RATIOS,
              "share of the maps that detectors watch at a time, all in turn; auto: all while they"
                  + " change no more than 60,000 times a second, in turns and with pauses above that"),
          new Option(
              "detect.stall",
              "false",
              SWITCH,
              "for tests and staging: operations on maps that several threads change are held back"
                  + " for some microseconds now and then, so that rare races happen"),
          new Option(
              "detect.unclosed.methods",
              DetectorConfig.CLOSING_METHODS,
              "comma list of method names",
              "for unclosed-after-removal: an object that has entered one of these, or a method whose"
                  + " name begins with close, counts as closed"),
          new Option(
              "log.findings",
              "true",
              SWITCH,
              "each finding is logged to standard error when it is first seen, when it is proven and"
                  + " when its last line of code is known"),
          new Option(
              "report.file",
              "none",
              "path of a file",
              "the whole report is written here when the JVM exits"),
          new Option(
              "report.interval",
              "none",
              "a number with ms, s, m or h, such as 10s; at least 100ms",
              "and also every such period"),
          new Option(
              "export.otlp.enabled",
              "false",
              SWITCH,
              "push all metrics by OTLP; where to and how often is in the standard OTEL_*"
                  + " variables"),
          new Option(
              "export.jmx.enabled",
              "false",
              SWITCH,
              "publish an MBean on the platform's MBean server"),
          new Option(
              "export.jfr.enabled",
              "false",
              SWITCH,
              "give the JDK's flight recorder events, while it records"));

  /** The option with this key, or empty. */
  public static Optional<Option> of(String key) {
    for (Option option : ALL) {
      if (option.key.equals(key)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** The name of the environment variable: {@code http.port} is {@code TOMBSTONE_HTTP_PORT}. */
  public String environmentName() {
    return "TOMBSTONE_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
  }
}
