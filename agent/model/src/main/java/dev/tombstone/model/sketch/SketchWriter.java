package dev.tombstone.model.sketch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.zip.CRC32C;

/**
 * Writes the binary form of a {@link SketchFile}, version {@value #VERSION}, as {@code
 * docs/sketch-format.md} describes it. Equal files give equal bytes.
 */
public final class SketchWriter {
  /** "TMBS". */
  static final int MAGIC = 0x544D4253;

  static final int VERSION = 1;

  /** Bytes before the body. */
  static final int HEADER = 16;

  /** A category without a total of its own: what came under it is in the rest. */
  static final long IN_THE_REST = -1;

  private static final Comparator<KeySummary.Entry> ENTRY_ORDER =
      Comparator.comparingLong(KeySummary.Entry::hash).thenComparingInt(KeySummary.Entry::category);

  private final DataOutputStream out;
  private final ToIntFunction<String> indexOf;

  private SketchWriter(DataOutputStream out, ToIntFunction<String> indexOf) {
    this.out = out;
    this.indexOf = indexOf;
  }

  /** The bytes of a file. */
  public static byte[] bytes(SketchFile file) {
    byte[] body = inMemory(out -> writeBody(file, out));
    CRC32C checksum = new CRC32C();
    return inMemory(
        out -> {
          byte[] header = inMemory(start -> writeHeader(body.length, start));
          checksum.update(header);
          checksum.update(body);
          out.write(header);
          out.write(body);
          out.writeInt((int) checksum.getValue());
        });
  }

  /** A pane by itself: to put equal addresses in an order, and not to be read back. */
  static byte[] paneBytes(SketchPane pane) {
    SortedSet<String> strings = new TreeSet<>();
    collect(pane, strings);
    return inMemory(out -> writeStringsAnd(strings, out).pane(pane));
  }

  private static void writeHeader(int length, DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeShort(VERSION);
    out.writeShort(0);
    out.writeLong(length);
  }

  private static void writeBody(SketchFile file, DataOutputStream out) throws IOException {
    List<SketchPane> panes = file.panes();
    SortedSet<String> strings = new TreeSet<>();
    panes.forEach(pane -> collect(pane, strings));
    for (SketchName name : file.names().values()) {
      strings.add(name.text());
      strings.add(name.keyClass());
    }
    SketchWriter writer = writeStringsAnd(strings, out);
    writer.names(file.names());
    out.writeInt(panes.size());
    for (SketchPane pane : panes) {
      writer.pane(pane);
    }
  }

  private static void collect(SketchPane pane, Set<String> strings) {
    strings.add(pane.id().window());
    for (SketchCategory category : pane.categories()) {
      strings.add(category.map());
      strings.add(category.operation());
    }
  }

  private static SketchWriter writeStringsAnd(SortedSet<String> strings, DataOutputStream out)
      throws IOException {
    Map<String, Integer> indices = new HashMap<>();
    out.writeInt(strings.size());
    for (String string : strings) {
      indices.put(string, indices.size());
      byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
    return new SketchWriter(out, string -> indices.getOrDefault(string, -1));
  }

  private void names(Map<SketchName.Key, SketchName> names) throws IOException {
    out.writeInt(names.size());
    for (Map.Entry<SketchName.Key, SketchName> name : names.entrySet()) {
      out.writeLong(name.getKey().keySpace());
      out.writeLong(name.getKey().hash());
      string(name.getValue().text());
      string(name.getValue().keyClass());
    }
  }

  private void pane(SketchPane pane) throws IOException {
    out.writeLong(pane.id().instance().getMostSignificantBits());
    out.writeLong(pane.id().instance().getLeastSignificantBits());
    string(pane.id().window());
    out.writeLong(pane.id().startMillis());
    out.writeLong(pane.endMillis());
    out.writeByte(pane.closed() ? 1 : 0);
    out.writeLong(pane.keySpace());
    out.writeByte(pane.largestShift());
    out.writeLong(pane.deletions());
    out.writeLong(pane.dropped());
    keys(pane);
    for (int i = 0; i < DistinctCounter.REGISTERS; i++) {
      out.writeByte(pane.distinct().register(i));
    }
    frequencies(pane.frequencies());
  }

  /** Categories in the order of what they stand for, so that equal panes give equal bytes. */
  private void keys(SketchPane pane) throws IOException {
    List<Integer> order = new ArrayList<>();
    for (int category = 0; category < pane.categories().size(); category++) {
      order.add(category);
    }
    order.sort(Comparator.comparing(pane.categories()::get));
    int[] positions = new int[order.size()];
    CategoryTotals totals = pane.keys().totals();
    out.writeInt(order.size());
    for (int position = 0; position < positions.length; position++) {
      int category = order.get(position);
      positions[category] = position;
      string(pane.categories().get(category).map());
      string(pane.categories().get(category).operation());
      out.writeLong(totals.isToldApart(category) ? totals.atMost(category) : IN_THE_REST);
    }
    out.writeLong(totals.rest());
    out.writeDouble(pane.keys().floor());
    entries(pane.keys(), positions);
  }

  private void entries(KeySummary keys, int[] positions) throws IOException {
    List<KeySummary.Entry> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(keys.entry(i).renamed(keys.entry(i).hash(), positions[keys.entry(i).category()]));
    }
    entries.sort(ENTRY_ORDER);
    out.writeInt(entries.size());
    for (KeySummary.Entry entry : entries) {
      out.writeLong(entry.hash());
      out.writeInt(entry.category());
      out.writeByte(entry.shift());
      out.writeLong(entry.count());
      out.writeLong(entry.error());
      out.writeLong(entry.missed());
    }
  }

  private void frequencies(Frequencies frequencies) throws IOException {
    out.writeByte(frequencies.level());
    Frequencies sorted = frequencies.sorted();
    out.writeInt(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      out.writeLong(sorted.hash(i));
      out.writeLong(sorted.count(i));
    }
  }

  private void string(String string) throws IOException {
    out.writeInt(indexOf.applyAsInt(string));
  }

  private interface Part {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] inMemory(Part part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
