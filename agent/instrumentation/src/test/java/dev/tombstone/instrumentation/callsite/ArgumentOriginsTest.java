package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Removals from a set that notes the frames it is called from. */
@SuppressWarnings("UnusedVariable")
class ArgumentOriginsTest {
  private static @Nullable List<StackFrame> called;

  private final Set<Runnable> listeners = new Noting();
  private final Runnable kept = this::run;
  private int runs;

  /** Notes who calls. */
  private static final class Noting extends AbstractSet<Runnable> {
    @Override
    public boolean remove(@Nullable Object element) {
      called =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(frames -> frames.skip(1).limit(8).toList());
      return false;
    }

    @Override
    public boolean add(Runnable element) {
      return false;
    }

    @Override
    public Iterator<Runnable> iterator() {
      return List.<Runnable>of().iterator();
    }

    @Override
    public int size() {
      return 0;
    }
  }

  private static final class Listener implements Runnable {
    Listener(int number) {}

    @Override
    public void run() {}
  }

  private void run() {
    runs++;
  }

  @Test
  void madeInTheLine_isMadeForTheCall() {
    listeners.remove((Runnable) this::run);
    assertMade(true);
    listeners.remove((Runnable) () -> runs++);
    assertMade(true);
    listeners.remove(new Thread(kept));
    assertMade(true);
  }

  @Test
  void passedOnByWrappers_isMadeForTheCall() {
    removeListener(this::run);
    assertMade(true);
    removeLater(5, () -> runs++, "name");
    assertMade(true);
  }

  @Test
  void keptOrReturnedOrConstant_isNot() {
    listeners.remove(kept);
    assertMade(false);
    Runnable local = this::run;
    listeners.remove(local);
    assertMade(false);
    listeners.remove(made());
    assertMade(false);
    listeners.remove((Runnable) ArgumentOriginsTest::nothing);
    assertMade(false);
    listeners.remove(runs == 0 ? local : (Runnable) this::run);
    assertMade(false);
    removeListener(kept);
    assertMade(false);
    removeReplaced(this::run);
    assertMade(false);
  }

  @Test
  void constructorOfTheApplication_mayHaveInsertedIt() {
    listeners.remove(new Listener(runs + 1));
    assertMade(false);
  }

  @Test
  void wrapperThatDoesMoreWithIt_mayHaveInsertedIt() {
    runOnce(this::run);
    assertMade(false);
    addLater(this::run);
    assertMade(false);
    capture(this::run);
    assertMade(false);
    ifPresent(this::run);
    assertMade(true);
  }

  private void runOnce(Runnable task) {
    listeners.add(task);
    try {
      task.run();
    } finally {
      listeners.remove(task);
    }
  }

  private void addLater(Runnable task) {
    listeners.remove(task);
    Runnable copy = task;
    listeners.add(copy);
  }

  private void capture(Runnable task) {
    Runnable inner = () -> listeners.add(task);
    listeners.remove(task);
    inner.run();
  }

  private void ifPresent(Runnable task) {
    if (task != null) {
      listeners.remove(task);
    }
  }

  @Test
  void twoCallsOnOneLine_thatDiffer_areNotKnown() {
    assertThat(List.of(removes(this::run), removes(kept))).hasSize(2);
    assertMade(false);
  }

  @Test
  void throughTooManyCallers_isNotKnown() {
    first(this::run);
    assertMade(false);
  }

  private void first(Runnable listener) {
    second(listener);
  }

  private void second(Runnable listener) {
    third(listener);
  }

  private void third(Runnable listener) {
    removeListener(listener);
  }

  private void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  private boolean removes(Runnable listener) {
    return listeners.remove(listener);
  }

  private void removeLater(int seconds, Runnable listener, String name) {
    removeListener(listener);
  }

  private void removeReplaced(Runnable listener) {
    Runnable other = runs == 0 ? kept : listener;
    listeners.remove(other);
  }

  private Runnable made() {
    return this::run;
  }

  private static void nothing() {}

  private static void assertMade(boolean expected) {
    ArgumentOrigins origins =
        new ArgumentOrigins(new ClassReads(System::nanoTime, List.of(new ClassFiles())));
    assertThat(origins.isMadeForTheCall(Objects.requireNonNull(called))).isEqualTo(expected);
  }
}
