package dev.tombstone.model.family;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of a library's classes lies, as shading puts it: a package for a package.
 *
 * @param from internal name of the package as the library has it, with the slash at its end
 * @param to that of the copy; the same where there is no copy
 */
public record Relocation(String from, String to) {
  /**
   * How a class with the library's name would have come to this one; null if it is not the class:
   * its simple name and its innermost package are the same in a copy.
   *
   * @param type internal name of the library's class
   * @param found internal name of the class at hand
   */
  public static @Nullable Relocation of(String type, String found) {
    if (type.equals(found)) {
      return new Relocation("", "");
    }
    int inner = type.lastIndexOf('/', type.lastIndexOf('/') - 1) + 1;
    String kept = type.substring(inner);
    boolean ends =
        inner > 0
            && found.endsWith(kept)
            && found.length() > kept.length()
            && found.charAt(found.length() - kept.length() - 1) == '/';
    if (!ends) {
      return null;
    }
    String to = found.substring(0, found.length() - kept.length());
    return new Relocation(type.substring(0, inner), to);
  }

  /** Whether this is the library itself. */
  public boolean isNone() {
    return from.equals(to);
  }

  /** The point as it is in the copy. */
  public WeavePoint apply(WeavePoint point) {
    if (isNone()) {
      return point;
    }
    List<String> map = new ArrayList<>();
    for (String step : point.map()) {
      int colon = step.indexOf(':') + 1;
      map.add(step.substring(0, colon) + type(step.substring(colon)));
    }
    String descriptor = point.descriptor();
    return new WeavePoint(
        type(point.type()),
        point.method(),
        descriptor == null ? null : descriptor.replace("L" + from, "L" + to),
        point.operation(),
        point.marker(),
        map,
        point.since());
  }

  private String type(String type) {
    return type.startsWith(from) ? to + type.substring(from.length()) : type;
  }
}
