package dev.tombstone.instrumentation.callsite;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.analysis.Value;

/**
 * What is known of a value in a frame.
 *
 * <p>Where control flow joins, what is known can only become less: of {@code null} and a type the
 * type remains, of two parametrisations of one class the class, of two classes nothing, for no
 * class hierarchy is known. So an analysis ends.
 *
 * @param size words it takes, 1 or 2
 * @param signature generic signature (JVMS 4.7.9.1) of its declared type, of a primitive its
 *     descriptor; empty for a bare {@code null}, null where it is not known
 * @param origins where it may have come from; empty where that is not known
 * @param variable the declared variable that it was last read from on every way here, or null
 */
public record TypedValue(
    int size, @Nullable String signature, Set<Origin> origins, @Nullable LocalVariableNode variable)
    implements Value {
  /** Nothing is known; also of a place in which nothing is. */
  static final TypedValue UNKNOWN = new TypedValue(1, null, Set.of(), null);

  private static final int MOST_ORIGINS = 8;
  private static final String OF_NULL = "";
  private static final Origin NULL = new Origin.Constant(null);

  /** A bare {@code null}. */
  static TypedValue ofNull() {
    return new TypedValue(1, OF_NULL, Set.of(NULL), null);
  }

  static TypedValue of(String signature, Origin origin) {
    boolean wide = signature.equals("J") || signature.equals("D");
    return new TypedValue(wide ? 2 : 1, signature, Set.of(origin), null);
  }

  /** Name of its class as {@link Class#getName} has it; null if it is no class, or not known. */
  public @Nullable String className() {
    return Signatures.className(signature);
  }

  /** Whether it is {@code null} on every way here. */
  public boolean isNull() {
    return origins.size() == 1 && origins.contains(NULL);
  }

  @Override
  public int getSize() {
    return size;
  }

  /** The same value, read from a variable that is declared. */
  TypedValue readFrom(LocalVariableNode declared) {
    String type = declared.signature == null ? declared.desc : declared.signature;
    return new TypedValue(size, type, origins, declared);
  }

  /** The same value after a cast: its type arguments remain if it is of that class anyway. */
  TypedValue castTo(String descriptor) {
    boolean same = signature != null && Signatures.erased(signature).equals(descriptor);
    return same ? this : new TypedValue(size, descriptor, origins, variable);
  }

  /** What is true of both. */
  TypedValue or(TypedValue other) {
    if (equals(other)) {
      return this;
    }
    if (size != other.size) {
      return UNKNOWN;
    }
    LocalVariableNode both = Objects.equals(variable, other.variable) ? variable : null;
    return new TypedValue(size, typeOfBoth(other.signature), originsOfBoth(other.origins), both);
  }

  private @Nullable String typeOfBoth(@Nullable String other) {
    if (signature == null || other == null) {
      return null;
    }
    if (signature.equals(other) || other.equals(OF_NULL)) {
      return signature;
    }
    if (signature.equals(OF_NULL)) {
      return other;
    }
    String erased = Signatures.erased(signature);
    boolean oneClass = erased.length() > 1 && erased.equals(Signatures.erased(other));
    return oneClass ? erased : null;
  }

  private Set<Origin> originsOfBoth(Set<Origin> other) {
    if (origins.isEmpty() || other.isEmpty()) {
      return Set.of();
    }
    Set<Origin> both = new HashSet<>(origins);
    both.addAll(other);
    return both.size() > MOST_ORIGINS ? Set.of() : Set.copyOf(both);
  }
}
