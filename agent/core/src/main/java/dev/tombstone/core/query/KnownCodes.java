package dev.tombstone.core.query;

import dev.tombstone.core.window.KeyCodes;
import dev.tombstone.core.window.SiteTable;
import dev.tombstone.model.snapshot.Code;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose work the deletions of a key are, as far as stacks have told: those of its own deletions; or
 * if there were none, those of all deletions from maps of the class, if they agree.
 */
public final class KnownCodes {
  private final KeyCodes keys;
  private final Map<Integer, Set<Code>> byMap = new HashMap<>();

  /** By what is known now. */
  public KnownCodes(KeyCodes keys, List<SiteTable.Site> sites) {
    this.keys = keys;
    for (SiteTable.Site site : sites) {
      byMap.computeIfAbsent(site.map, map -> EnumSet.noneOf(Code.class)).add(site.code);
    }
  }

  /** The code, or null if it is not known. */
  @Nullable Code of(long hash, int map) {
    Code own = keys.of(hash, map);
    Set<Code> ofMap = byMap.getOrDefault(map, Set.of());
    return own == null && ofMap.size() == 1 ? ofMap.iterator().next() : own;
  }

  /** Whether a key is to be listed. One of which nothing is known may be the application's. */
  boolean isWanted(Set<Code> wanted, long hash, int map) {
    Code code = of(hash, map);
    return code == null ? wanted.containsAll(Code.USUAL) : wanted.contains(code);
  }
}
