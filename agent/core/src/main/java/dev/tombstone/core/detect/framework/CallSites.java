package dev.tombstone.core.detect.framework;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bytecode of the application says of calls of {@code remove}, and of classes. */
@FunctionalInterface
public interface CallSites {
  /**
   * Types as declared, names as {@link Class#getName} has them; null where the bytecode does not
   * say, or says no more than a type variable, a wildcard or a raw type.
   *
   * @param receiver the receiver as its generic signature has it
   * @param key first type argument of the receiver: of a map or a set the class of the keys
   * @param value second type argument, or null
   * @param arguments static classes of the arguments
   * @param owner the field that the receiver was read from, or null
   */
  record RemoveCall(
      String receiver,
      @Nullable String key,
      @Nullable String value,
      List<@Nullable String> arguments,
      @Nullable String owner) {}

  /**
   * Whether a class may be read now; if not, what is asked of class files is to be asked of the
   * next sighting, a second later.
   */
  default boolean mayRead() {
    return true;
  }

  /**
   * The call of {@code remove} that this frame is in the middle of, or null.
   *
   * @param map class of the map that it removes from: where the receiver is declared as a class of
   *     the application, its type arguments are those that this class passes on to the JDK's
   */
  @Nullable RemoveCall at(StackFrame frame, Class<?> map);

  /**
   * Whether an object of this class equals itself only: it has the {@code equals} and {@code
   * hashCode} of every object. False where that is not known.
   */
  default boolean equalsItselfOnly(Class<?> type) {
    return false;
  }

  /**
   * Whether the first argument of {@code remove} is an object that was made for the call and is
   * nowhere else, by the line itself or by one of its callers, who passed it on.
   *
   * @param frames from the line that removes outwards
   */
  default boolean isMadeForTheCall(List<StackFrame> frames) {
    return false;
  }

  /**
   * The field that a map is in, with its class; null if that is not known, or may not be read now.
   *
   * @param frame the line that uses the map
   * @param called name of the method that it calls, of the map or of a view or iterator of it
   */
  default @Nullable String mapField(StackFrame frame, String called) {
    return null;
  }

  /**
   * A removal by key alone that code of the same method decides on by a value that it has read from
   * the map under that key.
   *
   * @param owner the field that the map is in
   * @param readLine line in which the value is read, or 0
   * @param decidedLine line of the decision, or 0
   * @param correction the call that removes only what was looked at, as in source
   */
  record DecidedRemoval(String owner, int readLine, int decidedLine, String correction) {}

  /**
   * Such a removal, if it is the only one that the first of these frames makes, and none of the
   * others is known to hold a lock; or null.
   *
   * @param frames from the line that removes outwards
   */
  default @Nullable DecidedRemoval decidedAt(List<StackFrame> frames) {
    return null;
  }

  /**
   * Names of the fields of this class's instances, those that the class itself declares, that hold
   * references; empty if they are not known, null if they cannot be read now and can be later.
   */
  default @Nullable List<String> referenceFields(Class<?> type) {
    return List.of();
  }
}
