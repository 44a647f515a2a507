package dev.tombstone.core.intake;

import java.lang.StackWalker.StackFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who called the line that removes. A cache's {@code evict} or a {@code removeListener} is one line
 * behind which right and wrong callers meet.
 *
 * @param nearest the first frame outwards of another class, empty if there is none
 * @param outside the first frame outwards of another vendor's package (its first two names), as an
 *     application's behind a framework's cache; empty if there is none
 */
public record Callers(String nearest, String outside) {
  /** Nobody: the line is all that is known. */
  public static final Callers NONE = new Callers("", "");

  /** Those of the frame at this index, within as many frames as a sampled stack has. */
  public static Callers of(StackFrame[] frames, int site) {
    int end = Math.min(frames.length, site + StackSampler.FRAMES);
    String type = frames[site].getClassName();
    String vendor = vendor(type);
    String nearest = "";
    for (int i = site + 1; i < end; i++) {
      String caller = frames[i].getClassName();
      if (caller.equals(type) || JdkFrames.isJdk(frames[i])) {
        continue;
      }
      if (nearest.isEmpty()) {
        nearest = FrameText.of(frames[i]);
      }
      if (!vendor(caller).equals(vendor)) {
        return new Callers(nearest, FrameText.of(frames[i]));
      }
    }
    return nearest.isEmpty() ? NONE : new Callers(nearest, "");
  }

  /** As a sentence names them; null if there is none. */
  public @Nullable String named() {
    if (nearest.isEmpty()) {
      return null;
    }
    return outside.isEmpty() || outside.equals(nearest)
        ? nearest
        : nearest + ", called from " + outside;
  }

  // Written out: linking a record's own way takes tens of milliseconds, once a process.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Callers callers
        && callers.nearest.equals(nearest)
        && callers.outside.equals(outside);
  }

  @Override
  public int hashCode() {
    return Objects.hash(nearest, outside);
  }

  /** The first two names of a class's package. */
  private static String vendor(String className) {
    int packageEnd = className.lastIndexOf('.');
    int first = className.indexOf('.');
    int second = className.indexOf('.', first + 1);
    int end = second < 0 ? packageEnd : second;
    return end < 0 ? "" : className.substring(0, end);
  }
}
