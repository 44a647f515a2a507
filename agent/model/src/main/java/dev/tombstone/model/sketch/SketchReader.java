package dev.tombstone.model.sketch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Reads the binary form of a {@link SketchFile}: every version so far. Whatever the bytes, it
 * answers a file or throws a {@link SketchFormatException}, and takes memory in proportion to their
 * number.
 */
public final class SketchReader {
  private static final Set<String> WINDOWS = Set.of("1m", "5m", "1h", "all");
  private static final int NAME_BYTES = 24;
  private static final int CATEGORY_BYTES = 16;
  private static final int ENTRY_BYTES = 37;
  private static final int FREQUENCY_BYTES = 16;

  /** All but categories, entries, and sampled keys. */
  private static final int PANE_BYTES = 16 + 4 + 8 + 8 + 1 + 8 + 1 + 8 + 8 + 4 + 8 + 8 + 4 + 4_101;

  private final ByteBuffer in;
  private final List<String> strings = new ArrayList<>();

  private SketchReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads a file.
   *
   * @throws SketchFormatException if the bytes are something else, cut off, changed, or of a
   *     version to come
   */
  public static SketchFile read(byte[] bytes) throws SketchFormatException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < Integer.BYTES || in.getInt() != SketchWriter.MAGIC) {
      throw new SketchFormatException("not a sketch of Tombstone");
    }
    if (bytes.length < SketchWriter.HEADER + Integer.BYTES) {
      throw damaged("cut off in the header");
    }
    int version = in.getShort() & 0xFFFF;
    if (version == 0 || version > SketchWriter.VERSION) {
      throw new SketchFormatException(
          "version " + version + " of the format; this reads up to " + SketchWriter.VERSION);
    }
    in.getShort();
    long length = in.getLong();
    if (length != bytes.length - SketchWriter.HEADER - Integer.BYTES) {
      throw damaged("it says " + length + " bytes of content, which is not what there is");
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - Integer.BYTES);
    if (in.getInt(bytes.length - Integer.BYTES) != (int) checksum.getValue()) {
      throw damaged("the checksum does not match");
    }
    in.limit(bytes.length - Integer.BYTES);
    try {
      return new SketchReader(in).body();
    } catch (BufferUnderflowException e) {
      throw damaged("cut off");
    }
  }

  private SketchFile body() throws SketchFormatException {
    int stringCount = count(Integer.BYTES);
    for (int i = 0; i < stringCount; i++) {
      byte[] utf8 = new byte[count(1)];
      in.get(utf8);
      strings.add(new String(utf8, StandardCharsets.UTF_8));
    }
    Map<SketchName.Key, SketchName> names = new HashMap<>();
    int nameCount = count(NAME_BYTES);
    for (int i = 0; i < nameCount; i++) {
      SketchName.Key key = new SketchName.Key(in.getLong(), in.getLong());
      names.put(key, new SketchName(string(), string()));
    }
    List<SketchPane> panes = new ArrayList<>();
    int paneCount = count(PANE_BYTES);
    for (int i = 0; i < paneCount; i++) {
      panes.add(pane());
    }
    check(!in.hasRemaining(), "bytes after the end");
    return new SketchFile(panes, names);
  }

  private SketchPane pane() throws SketchFormatException {
    UUID instance = new UUID(in.getLong(), in.getLong());
    String window = string();
    check(WINDOWS.contains(window), "no such window");
    SketchPane.Id id = new SketchPane.Id(instance, window, in.getLong());
    long end = in.getLong();
    int closed = in.get();
    check(closed == 0 || closed == 1, "neither open nor closed");
    long keySpace = in.getLong();
    int largestShift = shift();
    long deletions = amount();
    long dropped = amount();
    List<SketchCategory> categories = new ArrayList<>();
    KeySummary keys = keys(categories);
    byte[] registers = new byte[DistinctCounter.REGISTERS];
    in.get(registers);
    for (byte register : registers) {
      check(register >= 0 && register <= DistinctCounter.MOST, "no such register");
    }
    return new SketchPane(
        id,
        end,
        closed == 1,
        keySpace,
        largestShift,
        deletions,
        dropped,
        List.copyOf(categories),
        keys,
        DistinctCounter.of(registers),
        frequencies());
  }

  private KeySummary keys(List<SketchCategory> categories) throws SketchFormatException {
    CategoryTotals totals = new CategoryTotals();
    int categoryCount = count(CATEGORY_BYTES);
    for (int category = 0; category < categoryCount; category++) {
      categories.add(new SketchCategory(string(), string()));
      long total = in.getLong();
      check(total >= SketchWriter.IN_THE_REST, "a negative total");
      if (total != SketchWriter.IN_THE_REST) {
        totals.add(category, total);
      }
    }
    totals.addRest(amount());
    double floor = in.getDouble();
    check(floor >= 0 && floor < Double.POSITIVE_INFINITY, "no such floor");
    KeySummary.Entry[] entries = new KeySummary.Entry[count(ENTRY_BYTES)];
    for (int i = 0; i < entries.length; i++) {
      long hash = in.getLong();
      int category = in.getInt();
      check(category >= 0 && category < categoryCount, "no such category");
      entries[i] = new KeySummary.Entry(hash, category, shift(), amount(), amount(), amount());
      check(entries[i].error() <= entries[i].count(), "an error above the count");
    }
    return new KeySummary(entries, floor, totals);
  }

  private Frequencies frequencies() throws SketchFormatException {
    int level = in.get();
    check(level >= 0 && level < Long.SIZE, "no such level");
    int size = count(FREQUENCY_BYTES);
    long[] hashes = new long[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      hashes[i] = in.getLong();
      counts[i] = amount();
    }
    return new Frequencies(level, hashes, counts);
  }

  /** A number of things, each of at least so many bytes: no more than there can be. */
  private int count(int bytesEach) throws SketchFormatException {
    int count = in.getInt();
    check(count >= 0 && (long) count * bytesEach <= in.remaining(), "more than there is room for");
    return count;
  }

  private String string() throws SketchFormatException {
    int index = in.getInt();
    check(index >= 0 && index < strings.size(), "no such string");
    return strings.get(index);
  }

  private int shift() throws SketchFormatException {
    int shift = in.get();
    check(shift >= 0 && shift < Integer.SIZE, "no such sampling probability");
    return shift;
  }

  /** A sum of weights; so small that a thousand of them do not overflow. */
  private long amount() throws SketchFormatException {
    long amount = in.getLong();
    check(amount >= 0 && amount < 1L << 53, "no such amount");
    return amount;
  }

  private static void check(boolean right, String otherwise) throws SketchFormatException {
    if (!right) {
      throw damaged(otherwise);
    }
  }

  private static SketchFormatException damaged(String how) {
    return new SketchFormatException("damaged: " + how);
  }
}
