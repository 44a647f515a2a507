package dev.tombstone.core.detect.framework;

import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/** What the bytecode of a call of {@code remove} says of the types in its source. */
public interface CallSites {
  /**
   * Types as declared, names as {@link Class#getName} has them; null where the bytecode does not
   * say, or says no more than a type variable, a wildcard or a raw type.
   *
   * @param receiver the receiver as its generic signature has it
   * @param key first type argument of the receiver: of a map or a set the class of the keys
   * @param value second type argument, or null
   * @param arguments static classes of the arguments
   */
  record RemoveCall(
      String receiver,
      @Nullable String key,
      @Nullable String value,
      java.util.List<@Nullable String> arguments) {}

  /**
   * Whether a class may be read now; if not, {@link #at} is to be asked of the next sighting, a
   * second later.
   */
  default boolean mayRead() {
    return true;
  }

  /** The call of {@code remove} that this frame is in the middle of, or null. */
  @Nullable RemoveCall at(StackFrame frame);
}
