package dev.tombstone.instrumentation.callsite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The types of a method's variables, as far as they are certain: that of the debug information;
 * without it, of a parameter that is never written, or of the one value that is ever written to its
 * place.
 */
final class VariableTypes {
  private static final String UNKNOWN = "";

  private final ClassOutline outline;
  private final Map<Integer, String> places = new HashMap<>();

  VariableTypes(ClassOutline outline) {
    this.outline = outline;
  }

  /** The method begins. */
  void enter(boolean isStatic, String name, String descriptor) {
    String signature = outline.signatureOf(outline.owner(), name, descriptor);
    List<String> generic = Signatures.ofMethod(signature);
    Type[] types = Type.getArgumentTypes(descriptor);
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      // Of some constructors the signature leaves out parameters that the compiler added.
      boolean same = generic.size() == types.length + 1;
      String declared = same ? generic.get(i) : types[i].getDescriptor();
      places.put(slot, outline.writesTo(slot) == 0 ? declared : UNKNOWN);
      slot += types[i].getSize();
    }
  }

  /** A reference is written to a place. */
  void write(int slot, @Nullable String type) {
    boolean once = outline.writesTo(slot) == 1 && !places.containsKey(slot);
    places.put(slot, once && type != null ? type : UNKNOWN);
  }

  /** Signature of what a place holds at this offset, or null. */
  @Nullable String typeAt(int slot, int offset) {
    String declared = outline.variable(slot, offset);
    if (declared != null) {
      return declared;
    }
    String known = places.getOrDefault(slot, UNKNOWN);
    return known.equals(UNKNOWN) ? null : known;
  }
}
