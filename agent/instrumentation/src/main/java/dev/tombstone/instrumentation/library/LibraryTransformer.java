package dev.tombstone.instrumentation.library;

import dev.tombstone.instrumentation.weave.ClassWeaver;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.Relocation;
import dev.tombstone.model.family.WeavePoint;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of library families, in whichever loader they are loaded.
 *
 * <p>A class is one of a family's if it has its name, or the name that shading gives it, and its
 * shape: every body is as described. A class of the library's own name with another shape is woven
 * as far as it goes, and said to be partial; one of a copy's name is left alone, for it may be
 * something else. Of all other classes this looks at the name only.
 */
final class LibraryTransformer implements ClassFileTransformer {
  /** One class of a family, with its points. */
  private record Part(String type, List<WeavePoint> points) {}

  /** By the class's own name, without the package. */
  private final Map<String, List<Part>> parts = new HashMap<>();

  private final LibraryOutcomes outcomes;

  /** Leaves classes as they are from now on. */
  private volatile boolean ended;

  LibraryTransformer(List<MapFamily> families, LibraryOutcomes outcomes) {
    this.outcomes = outcomes;
    for (MapFamily family : families) {
      Map<String, List<WeavePoint>> byType = new LinkedHashMap<>();
      for (WeavePoint point : family.points()) {
        byType.computeIfAbsent(point.type(), type -> new ArrayList<>()).add(point);
      }
      byType.forEach(
          (type, points) ->
              parts
                  .computeIfAbsent(simpleName(type), name -> new ArrayList<>())
                  .add(new Part(type, points)));
    }
  }

  void end() {
    ended = true;
  }

  /** Whether a class of this binary name may be a family's. */
  boolean mayWeave(String name) {
    String type = name.replace('.', '/');
    for (Part part : parts.getOrDefault(simpleName(type), List.of())) {
      if (Relocation.of(part.type, type) != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String type,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (ended || loader == null || type == null) {
      return null;
    }
    List<Part> named = parts.get(simpleName(type));
    if (named == null || loader == LibraryTransformer.class.getClassLoader()) {
      return null;
    }
    for (Part part : named) {
      Relocation relocation = Relocation.of(part.type, type);
      byte[] woven =
          relocation == null ? null : weave(part, relocation, module, loader, type, original);
      if (woven != null) {
        return woven;
      }
    }
    return null;
  }

  private byte @Nullable [] weave(
      Part part,
      Relocation relocation,
      @Nullable Module module,
      ClassLoader loader,
      String type,
      byte[] original) {
    try {
      String version = LibraryVersion.of(module, loader, type);
      List<WeavePoint> points = new ArrayList<>();
      for (WeavePoint point : part.points) {
        if (point.since().isIn(version)) {
          points.add(relocation.apply(point));
        }
      }
      ClassWeaver.Woven woven = ClassWeaver.weaveBridged(original, points);
      List<String> missing = new ArrayList<>();
      for (WeavePoint point : woven.unmet()) {
        if (!point.since().isOptionalIn(version)) {
          missing.add(point.method());
        }
      }
      if (missing.isEmpty()) {
        outcomes.put(loader, type, "");
        return woven.bytes();
      }
      if (!relocation.isNone()) {
        return null;
      }
      outcomes.put(loader, type, "this version's body differs in " + String.join(", ", missing));
      return woven.unmet().size() < points.size() ? woven.bytes() : null;
    } catch (Throwable error) {
      outcomes.put(loader, type, "not woven: " + error);
      return null;
    }
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
