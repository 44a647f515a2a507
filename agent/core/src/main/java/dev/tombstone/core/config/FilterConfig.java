package dev.tombstone.core.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is recorded in detail at all: {@code maps.*} and {@code packages.include}. Counts are not
 * filtered.
 *
 * @param mapsInclude class name patterns; empty is all
 * @param mapsExclude class name patterns; empty is none
 * @param packagesInclude package prefixes of the first application frame; empty is all
 */
public record FilterConfig(
    List<String> mapsInclude, List<String> mapsExclude, List<String> packagesInclude) {
  /** Whether deletions from maps of this class are recorded in detail. */
  public boolean allowsMap(String mapClass) {
    return (mapsInclude.isEmpty() || anyMatches(mapsInclude, mapClass))
        && !anyMatches(mapsExclude, mapClass);
  }

  /** Whether deletions by code of this class are recorded in detail. */
  public boolean allowsSite(String className) {
    return packagesInclude.isEmpty()
        || packagesInclude.stream()
            .anyMatch(
                prefix ->
                    className.startsWith(prefix)
                        && (className.length() == prefix.length()
                            || prefix.endsWith(".")
                            || className.charAt(prefix.length()) == '.'));
  }

  private static boolean anyMatches(List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(
            pattern -> Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", name));
  }
}
