package dev.tombstone.exporters.flame;

import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.text.Printable;
import java.nio.charset.StandardCharsets;

/**
 * Stacks as lines {@code frame;frame;frame count}, outermost frame first: the text that flame graph
 * viewers read.
 */
public final class CollapsedStacks {
  private CollapsedStacks() {}

  /** The lines as UTF-8. */
  public static byte[] of(StacksSnapshot stacks) {
    StringBuilder lines = new StringBuilder();
    for (StacksSnapshot.Stack stack : stacks.stacks()) {
      String separator = "";
      for (String frame : stack.frames()) {
        lines.append(separator).append(escaped(EncodableText.of(frame)));
        separator = ";";
      }
      lines.append(' ').append(stack.count()).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing in a frame may look like the end of a frame, of the stack or of the line. */
  private static String escaped(String frame) {
    StringBuilder text = new StringBuilder(frame.length());
    frame
        .codePoints()
        .forEach(
            c -> {
              boolean separates = Character.isWhitespace(c) || Character.isSpaceChar(c);
              text.appendCodePoint(
                  c == ';' ? ':' : separates || !Printable.isHarmless(c) ? '_' : c);
            });
    return text.toString();
  }
}
