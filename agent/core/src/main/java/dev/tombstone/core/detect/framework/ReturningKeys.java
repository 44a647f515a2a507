package dev.tombstone.core.detect.framework;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Lines of the application that remove, from maps made for concurrency, keys which come back, as
 * the sampled deletions show them.
 */
public interface ReturningKeys {
  /**
   * Such a line.
   *
   * @param call any call of the line
   * @param thread name of a thread that has removed there
   * @param frames from the line outwards
   */
  record Line(SiteCounts.Call call, String thread, List<StackFrame> frames) {}

  /**
   * Removals of a line that were recorded and removed something.
   *
   * @param again those of a key that the line had removed before, at least
   * @param byHash whether keys of the line are told apart by their hash alone
   */
  record Again(long again, boolean byHash) {}

  /** Knows of no line. */
  ReturningKeys NONE =
      new ReturningKeys() {
        @Override
        public void watch(boolean on) {}

        @Override
        public List<Line> sinceLast() {
          return List.of();
        }

        @Override
        public Again of(SiteCounts.Call call) {
          return new Again(0, false);
        }
      };

  /** Looks out for such lines from now on, as if none had been seen; or does so no more. */
  void watch(boolean on);

  /** Lines at which a key was removed again; each is answered once. */
  List<Line> sinceLast();

  /** How often a key was removed again at a line. */
  Again of(SiteCounts.Call call);
}
