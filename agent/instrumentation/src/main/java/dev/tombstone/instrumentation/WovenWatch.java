package dev.tombstone.instrumentation;

import dev.tombstone.hook.HookProbe;
import dev.tombstone.model.family.OwnDeletion;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether the woven bodies still are what the JVM runs: another agent may put a
 * class file of its own in their place, and nothing fails then, counts only stand still.
 *
 * <p>For each woven class one entry is deleted from a map of the agent's own, and the hook must see
 * it. What it does not see is woven anew, at most {@value #MOST_ATTEMPTS} times in all, so that two
 * agents do not take turns for ever. It helps against an agent that replaced the code once. One
 * that does so at each retransformation and was loaded later has the last word: the JVM asks agents
 * in the order of their loading, and does not let one change its place.
 *
 * <p>Looking takes about a tenth of a millisecond. Thread-safe; for threads of the agent.
 */
public final class WovenWatch {
  private static final int MOST_ATTEMPTS = 3;
  private static final int MOST_LINES = 2 * MOST_ATTEMPTS + 1;
  private static final int NAMED = 4;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A program that ends sooner is not looked at. */
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long ASKED_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REMEMBERED_NANOS = TimeUnit.HOURS.toNanos(1);

  private final MapTransformer transformer;
  private final Weaver weaver;
  private final Consumer<String> say;

  /** Classes whose code was replaced, by binary name. */
  private final Set<String> lost = new TreeSet<>();

  /** Those that count again. */
  private final Set<String> regained = new TreeSet<>();

  /** Made by the first look, not while the program starts. */
  private List<OwnDeletion> deletions = List.of();

  private int attempts;
  private int lines;
  private long lookedNanos;
  private long regainedNanos;
  private long attemptedNanos;
  private boolean begun;

  /** Weaves classes that are woven already. */
  interface Weaver {
    void weaveAgain(Collection<String> names) throws UnmodifiableClassException;
  }

  WovenWatch(MapTransformer transformer, Weaver weaver, Consumer<String> say) {
    this.transformer = transformer;
    this.weaver = weaver;
    this.say = say;
  }

  /** Looks if it is time to, and weaves anew what has been replaced; to be called often. */
  public synchronized void tick(long nowNanos) {
    if (!begun) {
      begun = true;
      lookedNanos = nowNanos - PERIOD_NANOS + FIRST_NANOS;
    }
    lookAfter(PERIOD_NANOS, nowNanos);
    boolean soon = attempts > 0 && nowNanos - attemptedNanos < PERIOD_NANOS;
    if (!lost.isEmpty() && attempts < MOST_ATTEMPTS && !soon) {
      attempts++;
      attemptedNanos = nowNanos;
      weaveAgain();
      look(nowNanos);
      if (!lost.isEmpty() && attempts == MOST_ATTEMPTS) {
        tell(lostSentence());
      }
    }
  }

  /** Looks, unless that was done within the last second. */
  synchronized void lookIfAsked(long nowNanos) {
    lookAfter(ASKED_PERIOD_NANOS, nowNanos);
  }

  /** What does not count, or has not counted within the last hour; looks first. */
  public synchronized Optional<String> complaint(long nowNanos) {
    lookAfter(ASKED_PERIOD_NANOS, nowNanos);
    if (!lost.isEmpty()) {
      return Optional.of(lostSentence());
    }
    if (!regained.isEmpty() && nowNanos - regainedNanos < REMEMBERED_NANOS) {
      return Optional.of(regainedSentence());
    }
    return Optional.empty();
  }

  private void lookAfter(long periodNanos, long nowNanos) {
    if (begun && nowNanos - lookedNanos >= periodNanos) {
      look(nowNanos);
    }
  }

  private void look(long nowNanos) {
    lookedNanos = nowNanos;
    boolean wereLost = !lost.isEmpty();
    Set<String> before = new TreeSet<>(lost);
    if (deletions.isEmpty()) {
      deletions = OwnDeletions.all();
    }
    for (OwnDeletion deletion : deletions) {
      String type = deletion.type();
      if (transformer.isWoven(type) || transformer.isReplaced(type)) {
        Boolean seen = isSeen(deletion);
        if (seen == null) {
          continue;
        }
        if (seen) {
          lost.remove(type);
          transformer.backAgain(type);
        } else if (Boolean.FALSE.equals(isSeen(deletion))) {
          lost.add(type);
          transformer.replaced(type);
        }
      }
    }
    if (!wereLost && !lost.isEmpty()) {
      tell(lostSentence());
    }
    before.removeAll(lost);
    if (!before.isEmpty()) {
      regained.addAll(before);
      regainedNanos = nowNanos;
      tell(regainedSentence());
    }
  }

  private void tell(String sentence) {
    if (lines < MOST_LINES) {
      lines++;
      say.accept(sentence);
    }
  }

  private void weaveAgain() {
    try {
      weaver.weaveAgain(List.copyOf(lost));
    } catch (UnmodifiableClassException | LinkageError e) {
      tell("the JVM refuses to instrument its maps anew: " + e);
    }
  }

  /** Whether the woven body of the class is run; null if that cannot be told. */
  private static @Nullable Boolean isSeen(OwnDeletion deletion) {
    if (!HookProbe.begin(OwnMaps.KEYS)) {
      return null;
    }
    Boolean seen;
    try {
      Object map = OwnMaps.delete(deletion);
      seen = isSeen(deletion, map);
    } catch (ReflectiveOperationException thisJdkHasNone) {
      seen = null;
    } finally {
      HookProbe.end();
    }
    return HookProbe.counting() ? seen : null;
  }

  @SuppressWarnings("ReferenceEquality")
  private static @Nullable Boolean isSeen(OwnDeletion deletion, @Nullable Object map) {
    int operation = HookProbe.operation();
    if (operation == HookProbe.NONE) {
      return deletion.funnel() ? false : null;
    }
    return operation == deletion.expected().ordinal() && (map == null || map == HookProbe.map());
  }

  private String lostSentence() {
    return "deletions by way of "
        + names(lost)
        + " are not counted as they should be: another agent has replaced the code"
        + (attempts == 0
            ? ", which is about to be instrumented anew"
            : ", and instrumenting it anew has not helped (tried "
                + attempts
                + " of "
                + MOST_ATTEMPTS
                + " times)");
  }

  private String regainedSentence() {
    return "deletions by way of "
        + names(regained)
        + " were not counted for a time: another agent had replaced the code; it was instrumented"
        + " anew and counts again";
  }

  private static String names(Set<String> types) {
    List<String> first = new ArrayList<>(types);
    if (first.size() <= NAMED) {
      return String.join(", ", first);
    }
    return String.join(", ", first.subList(0, NAMED)) + " and " + (first.size() - NAMED) + " more";
  }
}
