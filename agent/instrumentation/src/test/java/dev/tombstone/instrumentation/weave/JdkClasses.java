package dev.tombstone.instrumentation.weave;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of the JDK under test that have points, with all layers. */
final class JdkClasses {
  private JdkClasses() {}

  /** Their points, by internal name. */
  static Map<String, List<WeavePoint>> points() {
    return Stream.concat(
            MapFamilies.all().stream().flatMap(family -> family.points().stream()),
            Arrays.stream(Layer.values()).flatMap(layer -> layer.points().stream()))
        .filter(point -> point.since().isIn(Runtime.version().feature()))
        .collect(Collectors.groupingBy(WeavePoint::type));
  }

  /** The class file of this JDK; empty if it has none. */
  static byte[] bytesOf(String type) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(type + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
