package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.clock.SteadyClock;
import dev.tombstone.core.config.ConfigLoader;
import dev.tombstone.core.query.HotKeyQuery.Question;
import dev.tombstone.core.window.Entropy;
import dev.tombstone.core.window.KeyNames;
import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.hook.RemovalSink;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.sketch.KeyHasher;
import dev.tombstone.model.sketch.SketchPane;
import dev.tombstone.model.sketch.SketchWriter;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.RemovalListener;
import dev.tombstone.model.snapshot.RemovalSample;
import dev.tombstone.model.snapshot.Window;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who has all that leaves the process, knows this code, some of the keys and how often each was
 * deleted, tries a million telephone numbers: none of those he does not know is found.
 */
class GuessedKeysTest {
  private static final int GUESSES = 1_000_000;
  private static final int SECRETS = 21;
  private static final Pattern SHOWN_HASH = Pattern.compile("#([0-9a-f]{1,16})");

  private final List<String> secrets =
      new Random(5)
          .ints(0, GUESSES)
          .distinct()
          .limit(SECRETS)
          .mapToObj(GuessedKeysTest::guess)
          .toList();

  @AfterEach
  void restore() {
    RecordingControl.stopSampling();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.display=off", "keys.display=hash"})
  void guesses_againstAllThatIsExported_findNothing(String config) {
    Exported exported = new Exported(config, secrets);
    List<ToLongFunction<String>> attacks = new ArrayList<>();
    for (long word : exported.chosenWords) {
      UnkeyedHasher fromSpace = UnkeyedHasher.from("key space", 0, word);
      UnkeyedHasher seeded = UnkeyedHasher.ofSeed(word);
      attacks.add(guess -> fromSpace.hash("", guess));
      attacks.add(guess -> seeded.hash("", guess));
      attacks.add(guess -> seeded.hash("java.lang.String", guess));
      for (long other : exported.chosenWords) {
        KeyHasher keyed = new KeyHasher(word, other);
        attacks.add(guess -> keyed.hash("", guess));
        attacks.add(guess -> keyed.hash(keyed.hash("", guess)));
      }
    }
    assertThat(found(attacks, exported.words)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.display=off", "keys.display=hash"})
  void guesses_whereOneKeyAndAllItsHashesAreKnown_findNoOther(String config) {
    String known = secrets.get(0);
    Exported exported = new Exported(config, secrets);
    List<ToLongFunction<String>> attacks = new ArrayList<>();
    for (long hash : exported.hashesOfTheHottest) {
      UnkeyedHasher ofTable = UnkeyedHasher.from("", known, hash);
      UnkeyedHasher ofDisplay = UnkeyedHasher.from("java.lang.String", known, hash);
      attacks.add(guess -> ofTable.hash("", guess));
      attacks.add(guess -> ofDisplay.hash("java.lang.String", guess));
    }
    Set<String> found = found(attacks, exported.words);
    found.remove(known);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys.display=off", "keys.display=hash", "keys.display=plain"})
  void sameKeys_inTwoProcesses_haveNoHashInCommon(String config) {
    Set<Long> inBoth = new HashSet<>(new Exported(config, secrets).hashes);
    assertThat(inBoth).hasSizeGreaterThanOrEqualTo(SECRETS);
    inBoth.retainAll(new Exported(config, secrets).hashes);
    assertThat(inBoth).isEmpty();
  }

  @Test
  void hashesOfOneKey_inTableSketchAndDisplay_differ() {
    KeyNames names =
        new KeyNames(
            ConfigLoader.load("keys.display=hash", new Properties(), Map.of()).keys(),
            Entropy.SEEDS);
    String shown = names.forgotten(7).text();
    assertThat(List.of(7L, names.shared(7), hashesIn(shown).get(0))).doesNotHaveDuplicates();
  }

  /** One salt makes one key one thing everywhere, also once its text has been forgotten. */
  @Test
  void salt_set_sameHashesInTwoProcesses() {
    String config = "keys.display=hash,keys.salt=a salt of this test";
    Exported one = new Exported(config, secrets);
    Exported other = new Exported(config, secrets);
    assertThat(one.hashes).isEqualTo(other.hashes);
    assertThat(one.spaces).isEqualTo(other.spaces).hasSize(1);
    Exported foreign = new Exported("keys.salt=a salt of others", secrets);
    assertThat(foreign.hashes).doesNotContainAnyElementsOf(one.hashes);
    assertThat(foreign.spaces).doesNotContainAnyElementsOf(one.spaces);
  }

  private static Set<String> found(List<ToLongFunction<String>> attacks, Set<Long> words) {
    boolean[] filter = new boolean[1 << 20];
    words.forEach(word -> filter[(int) (word & (filter.length - 1))] = true);
    Set<String> found = new HashSet<>();
    for (int i = 0; i < GUESSES; i++) {
      String guess = guess(i);
      for (ToLongFunction<String> attack : attacks) {
        long hash = attack.applyAsLong(guess);
        if (filter[(int) (hash & (filter.length - 1))] && words.contains(hash)) {
          found.add(guess);
        }
      }
    }
    return found;
  }

  private static String guess(int i) {
    return "+49170" + (4_000_000 + i);
  }

  private static List<Long> hashesIn(String text) {
    List<Long> hashes = new ArrayList<>();
    Matcher matcher = SHOWN_HASH.matcher(text);
    while (matcher.find()) {
      hashes.add(Long.parseUnsignedLong(matcher.group(1), 16));
    }
    return hashes;
  }

  /** All that an aggregation tells of these keys, the first of which was deleted most. */
  private static final class Exported {
    /** Every eight bytes in a row of the files, and every number that is shown. */
    final Set<Long> words = new HashSet<>();

    /** What is meant to be a hash. */
    final Set<Long> hashes = new HashSet<>();

    final Set<Long> spaces = new HashSet<>();
    final Set<Long> hashesOfTheHottest = new HashSet<>();

    /** What a secret would most likely be made of. */
    final Set<Long> chosenWords = new HashSet<>(Set.of(0L));

    Exported(String config, List<String> keys) {
      Aggregation aggregation =
          new Aggregation(
              ConfigLoader.load(config, new Properties(), Map.of()),
              new SteadyClock(new ManualClock(), new ManualClock()));
      List<String> texts = new ArrayList<>();
      aggregation.listen(new Listener(texts));
      for (int i = 0; i < keys.size(); i++) {
        for (int times = 0; times < 2 * (keys.size() - i); times++) {
          aggregation
              .ring()
              .sampled(
                  CounterTable.of(HashMap.class),
                  Operation.REMOVE.ordinal(),
                  keys.get(i),
                  RemovalSink.NO_HASH,
                  1,
                  50,
                  0);
        }
        aggregation.drainAll();
      }
      List<HotKey> shown =
          aggregation.hotKeys(new Question(Window.ALL, 100, "", "", Code.ALL)).keys();
      shown.forEach(key -> texts.add(key.toString()));
      texts.forEach(text -> hashes.addAll(hashesIn(text)));
      hashesOfTheHottest.addAll(hashesIn(shown.get(0).key()));
      UUID instance = UUID.randomUUID();
      chosenWords.add(instance.getMostSignificantBits());
      chosenWords.add(instance.getLeastSignificantBits());
      for (Window window : Window.values()) {
        add(aggregation.sketch(window, instance).panes(window.id()));
        byte[] bytes = SketchWriter.bytes(aggregation.sketch(window, instance));
        for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
          words.add(ByteBuffer.wrap(bytes).getLong(at));
        }
      }
      words.addAll(hashes);
      chosenWords.addAll(spaces);
    }

    private void add(List<SketchPane> panes) {
      for (SketchPane pane : panes) {
        spaces.add(pane.keySpace());
        long most = 0;
        for (int i = 0; i < pane.keys().size(); i++) {
          hashes.add(pane.keys().entry(i).hash());
          most = Math.max(most, pane.keys().entry(i).count());
        }
        for (int i = 0; i < pane.keys().size(); i++) {
          if (pane.keys().entry(i).count() == most) {
            hashesOfTheHottest.add(pane.keys().entry(i).hash());
          }
        }
      }
    }
  }

  private record Listener(List<String> texts) implements RemovalListener {
    @Override
    public boolean wantsNext() {
      return true;
    }

    @Override
    public void removed(RemovalSample sample) {
      texts.add(sample.key());
    }
  }
}
