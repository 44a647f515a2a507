package dev.tombstone.benchmarks.attack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is there to run with.
 *
 * @param homes of JDKs, by feature version
 * @param peerJars folder of the other agents' jars
 * @param classPath of the programs
 */
record Installation(Map<Integer, Path> homes, Path agentJar, Path peerJars, String classPath) {

  /** JDKs of these homes. */
  static Map<Integer, Path> homes(List<Path> homes) {
    Map<Integer, Path> byFeature = new TreeMap<>();
    homes.forEach(home -> byFeature.put(feature(home), home));
    return byFeature;
  }

  Path home(int feature) {
    Path home = homes.get(feature);
    if (home == null) {
      throw new IllegalArgumentException("no JDK " + feature);
    }
    return home;
  }

  private static int feature(Path home) {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
