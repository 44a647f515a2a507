package dev.tombstone.core.detect.hash;

import dev.tombstone.core.detect.framework.Occurrence;
import dev.tombstone.core.detect.framework.WatcherStack;
import dev.tombstone.core.detect.hash.BinTotals.Totals;
import dev.tombstone.model.snapshot.FindingsSnapshot.Participant;
import dev.tombstone.model.snapshot.Grade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of long bins whether they are the keys' fault.
 *
 * <p>Keys of one class whose hash is the same, {@value BinWatch#LONG} of them in one bin, are a
 * fact: {@code PROVEN}. Of keys of different hashes a bin of that length is once in a hundred
 * thousand removals chance; where a quarter of {@value #ENOUGH} bins at least are so long, at
 * {@value #HASHES} different hashes at least, it is not: {@code OBSERVED}. A single long bin may be
 * met again and again if its key is.
 *
 * <p>For the thread that drains.
 */
final class PoorHash {
  static final int ENOUGH = 32;
  static final int HASHES = 8;

  private PoorHash() {}

  /** The sighting, or null if it is not one. */
  static @Nullable Occurrence describe(LongBin bin) {
    Totals totals = bin.totals();
    totals.longest = Math.max(totals.longest, bin.length());
    totals.mostOfOneHash = Math.max(totals.mostOfOneHash, bin.ofTheHash());
    boolean oneHash = bin.ofTheHash() >= BinWatch.LONG;
    if (!oneHash && !isCommon(totals)) {
      return null;
    }
    List<Participant> first = totals.first;
    if (first == null) {
      first = List.of(new Participant(bin.thread(), WatcherStack.describe(bin.stack())));
      totals.first = first;
    }
    return new Occurrence(
        PoorHashDetector.HAZARD,
        oneHash ? Grade.PROVEN : Grade.OBSERVED,
        bin.mapClass(),
        summary(bin, oneHash),
        first,
        evidence(bin),
        new Occurrence.Fact(bin.keyClass(), "", 0));
  }

  private static boolean isCommon(Totals totals) {
    int bins = totals.bins(0);
    return bins >= ENOUGH && totals.bins(BinWatch.LONG) * 4 >= bins && totals.hashes() >= HASHES;
  }

  private static String summary(LongBin bin, boolean oneHash) {
    String removal =
        "a removal by a "
            + bin.keyClass()
            + " went through a bin of "
            + bin.length()
            + " entries of "
            + bin.size()
            + " in "
            + bin.capacity()
            + " bins";
    if (oneHash) {
      return removal
          + ": "
          + bin.ofTheHash()
          + " of them have keys of this class and one hash, as the map keeps it";
    }
    Totals totals = bin.totals();
    return removal
        + "; "
        + totals.bins(BinWatch.LONG)
        + " of "
        + totals.bins(0)
        + " bins looked into had "
        + BinWatch.LONG
        + " entries or more, where hashes that are spread leave one or two";
  }

  private static Map<String, Object> evidence(LongBin bin) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("keyClass", bin.keyClass());
    evidence.put("comparable", bin.comparable());
    evidence.put("binsLookedInto", bin.totals().bins(0));
    evidence.put("binLengths", bin.totals().histogram());
    evidence.put("longestBin", bin.totals().longest);
    evidence.put("mostKeysOfOneHash", bin.totals().mostOfOneHash);
    evidence.put("size", bin.size());
    evidence.put("bins", bin.capacity());
    evidence.put("load", Math.round(100.0 * bin.size() / Math.max(1, bin.capacity())) / 100.0);
    evidence.put("advice", advice(bin));
    return evidence;
  }

  private static String advice(LongBin bin) {
    String hash =
        "let " + bin.keyClass() + ".hashCode() depend on all that equals() compares, and mix it";
    return bin.comparable()
        ? hash
        : hash + "; implement Comparable, so that a tree of keys of one hash can be searched";
  }
}
