package dev.tombstone.core.query;

import dev.tombstone.core.window.Pane;
import dev.tombstone.core.window.PaneRing;
import dev.tombstone.core.window.Stretch;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.DistinctCounter;
import dev.tombstone.model.sketch.KeyMerge;
import dev.tombstone.model.sketch.SketchName;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Merges the panes of a window into its hottest keys. */
public final class HotKeyQuery {
  /**
   * What is asked.
   *
   * @param k how many keys
   * @param map class of the map as {@link EncodableText} has it, empty for all
   * @param op id of the operation, empty for all
   * @param wanted whose work
   */
  public record Question(Window window, int k, String map, String op, Set<Code> wanted) {
    boolean isFiltered() {
      return !map.isEmpty() || !op.isEmpty();
    }
  }

  private HotKeyQuery() {}

  /** A category of the sketch: a map class and an operation. */
  public static int category(int map, int operation) {
    return map * Operation.COUNT + operation;
  }

  /** The hottest keys of a window, with their bounds. */
  public static HotKeysSnapshot answer(
      Question question,
      PaneRing.Content content,
      Stretch stretch,
      KnownCodes codes,
      LongFunction<SketchName> names) {
    MapCounters[] classes = CounterTable.all();
    IntUnaryOperator groups = groups(question, classes);
    KeyMerge merge = new KeyMerge();
    DistinctCounter distinct = new DistinctCounter();
    long deletions = 0;
    int shift = 0;
    for (Pane pane : content.panes()) {
      merge.add(pane.keys(), 1L << pane.maxRatioShift(), pane.dropped(), groups);
      distinct.merge(pane.distinct());
      deletions += pane.deletions();
      shift = Math.max(shift, pane.maxRatioShift());
    }
    long total = question.isFiltered() ? merge.total() : deletions;
    List<HotKey> keys = new ArrayList<>();
    double maximumError = 0;
    KeyMerge.Wanted wanted = (hash, map) -> codes.isWanted(question.wanted(), hash, map);
    for (KeyMerge.Row row : merge.top(question.k(), distinct.estimate(), wanted)) {
      SketchName name = names.apply(row.hash());
      Code code = codes.of(row.hash(), row.group());
      HotKey key = key(keys.size() + 1, row, name, code, total);
      keys.add(key);
      if (total > 0) {
        maximumError = Math.max(maximumError, (key.upper() - key.lower()) / 2.0 / total);
      }
    }
    return new HotKeysSnapshot(
        question.window().id(),
        stretch.start(),
        stretch.end(),
        1.0 / (1L << shift),
        total,
        question.isFiltered() ? merge.size() : distinct.estimate(),
        maximumError,
        Code.ids(question.wanted()),
        List.copyOf(keys));
  }

  /** Keys are told apart by the map class, and left out where the question does not want them. */
  private static IntUnaryOperator groups(Question question, MapCounters[] classes) {
    return category -> {
      int map = category / Operation.COUNT;
      boolean wanted =
          (question.map().isEmpty()
                  || EncodableText.of(classes[map].mapClass()).equals(question.map()))
              && (question.op().isEmpty()
                  || Operation.ofCode(category % Operation.COUNT).id().equals(question.op()));
      return wanted ? map : KeyMerge.LEFT_OUT;
    };
  }

  private static HotKey key(
      int rank, KeyMerge.Row row, SketchName name, @Nullable Code code, long total) {
    long estimate = row.interval().estimate();
    return new HotKey(
        rank,
        name.text(),
        name.keyClass(),
        CounterTable.all()[row.group()].mapClass(),
        estimate,
        row.interval().lower(),
        row.interval().upper(),
        total == 0 ? 0 : Math.min(1, (double) estimate / total),
        row.missRatio(),
        code == null ? HotKey.UNKNOWN : code.id());
  }
}
