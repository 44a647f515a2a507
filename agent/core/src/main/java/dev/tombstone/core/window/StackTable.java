package dev.tombstone.core.window;

import dev.tombstone.core.intake.EventRing;
import dev.tombstone.core.intake.FrameText;
import dev.tombstone.model.snapshot.Code;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stacks that deletions came from, each with its map class and operation, numbered in order of
 * first appearance.
 *
 * <p>At most {@value #MAX_STACKS} stacks and {@value #MAX_TEXT_BYTES} bytes of frames' text, each
 * text kept once and cut at {@value #MAX_TEXT} characters. Together that is 1.5 MiB; with the
 * weights of every pane 2.5 MiB at the very most. What finds it full belongs to a stack of its
 * code's, from {@link #OTHER} on, so that the sums stay right, and is counted.
 */
public final class StackTable {
  /** Further ones are counted as one. */
  public static final int MAX_STACKS = 2_048;

  static final int MAX_TEXT_BYTES = 1 << 20;
  static final int MAX_TEXT = 512;

  /** First number of the stacks that stand for all that found no room, one for each code. */
  public static final int OTHER = 0;

  /** As many frames as are walked: a stack of so many may be deeper. */
  public static final int MAX_FRAMES = EventRing.STACK_FRAMES;

  private static final int STACK_BYTES = 160;
  private static final int TEXT_OVERHEAD_BYTES = 96;

  /**
   * One stack. It hashes itself: linking a record's own way takes tens of milliseconds, once a
   * process.
   *
   * @param frames innermost first
   * @param code whose work it is; the first frame says so, and it tells no stacks apart
   * @param map index of the map's class, -1 for {@link #OTHER}
   * @param operation code
   */
  public record Stack(List<String> frames, Code code, int map, int operation) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Stack stack
          && stack.map == map
          && stack.operation == operation
          && stack.frames.equals(frames);
    }

    @Override
    public int hashCode() {
      return (frames.hashCode() * 31 + map) * 31 + operation;
    }
  }

  private final Map<Stack, Integer> numbers = new HashMap<>();
  private final List<Stack> stacks = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private long textBytes;
  private long frameCount;
  private long overflow;

  /** A table without stacks. */
  public StackTable() {
    for (Code code : Code.values()) {
      stacks.add(new Stack(List.of(), code, -1, 0));
    }
  }

  /** The number of this stack, one of {@link #OTHER} if the table is full. */
  public int of(StackFrame[] frames, Code code, int map, int operation) {
    String[] named = new String[frames.length];
    for (int i = 0; i < frames.length; i++) {
      named[i] = cut(FrameText.of(frames[i]));
    }
    return of(List.of(named), code, map, operation);
  }

  /** The number of the stack of these frames, innermost first. */
  public int of(List<String> frames, Code code, int map, int operation) {
    Integer known = numbers.get(new Stack(frames, code, map, operation));
    if (known != null) {
      return known;
    }
    if (stacks.size() == MAX_STACKS || textBytes + bytesOfNew(frames) > MAX_TEXT_BYTES) {
      overflow++;
      return OTHER + code.ordinal();
    }
    Stack stack = new Stack(frames.stream().map(this::kept).toList(), code, map, operation);
    // First the list, for which memory may be missing: what is found has its number in it.
    int number = stacks.size();
    stacks.add(stack);
    frameCount += frames.size();
    numbers.put(stack, number);
    return number;
  }

  /** All of them, by number. */
  public List<Stack> stacks() {
    return stacks;
  }

  /** Deletions with a stack that found the table full. */
  public long overflow() {
    return overflow;
  }

  /** Bytes of the table, about. */
  public long bytes() {
    return textBytes + STACK_BYTES * (long) stacks.size() + 4 * frameCount;
  }

  private long bytesOfNew(List<String> frames) {
    long bytes = 0;
    for (String frame : frames) {
      bytes += texts.containsKey(frame) ? 0 : bytesOf(frame);
    }
    return bytes;
  }

  private String kept(String text) {
    String kept = texts.putIfAbsent(text, text);
    if (kept == null) {
      textBytes += bytesOf(text);
    }
    return Objects.requireNonNullElse(kept, text);
  }

  private static long bytesOf(String text) {
    return 2L * text.length() + TEXT_OVERHEAD_BYTES;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
