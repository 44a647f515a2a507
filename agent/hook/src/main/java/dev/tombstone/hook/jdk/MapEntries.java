package dev.tombstone.hook.jdk;

/**
 * Walks over the entries of the JDK's maps by their own fields: no method of the map, of a key or
 * of a value is called, no lock is taken, and a walk ends after {@value #MOST} entries and {@value
 * #MOST_SLOTS} slots whatever another thread does to the map meanwhile.
 *
 * <p>What is shown was in the map at some moment during the walk. In a map that other threads
 * change, legally or not, entries may be missed or seen twice.
 */
public final class MapEntries {
  /** Answer: every entry was shown. */
  public static final int ALL = 0;

  /** Answer: the walk ended early, by the bound, the visitor or a change under way. */
  public static final int SOME = 1;

  /** Answer: no map whose fields are known. */
  public static final int UNKNOWN = 2;

  static final int MOST = 1_024;
  static final int MOST_SLOTS = 4_096;

  private MapEntries() {}

  /**
   * Shows entries to the visitor.
   *
   * @param start where in a hash table to begin, not negative; different ones show different parts
   *     of a map too large for one walk
   * @return {@link #ALL}, {@link #SOME} or {@link #UNKNOWN}
   */
  public static int visit(Object map, int start, EntryVisitor visitor) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? UNKNOWN : layout.visit(map, start, visitor);
  }

  /**
   * Shows the entries that a look-up with this hash has to go through, of a HashMap and its
   * subclasses and a ConcurrentHashMap: {@link #ALL}, or {@link #SOME} where there are very many or
   * they are being moved; {@link #UNKNOWN} of other maps.
   *
   * @param storedHash as {@link #storedHash} has it
   */
  public static int visitBin(Object map, int storedHash, EntryVisitor visitor) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? UNKNOWN : layout.visitBin(map, storedHash, visitor);
  }

  /**
   * The hash that {@link EntryVisitor#entry} would show of a key for which woven code passed this
   * one.
   */
  public static int storedHash(Object map, int hash) {
    MapLayout layout = MapLayouts.of(map);
    return layout == null ? hash : layout.storedHash(hash);
  }
}
