package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The operand stack of a method as far as types are known: for each word a generic signature, or
 * null. A long or a double is two words of which nothing is known.
 */
final class TypeStack {
  /**
   * For each opcode without operand that only takes words and pushes unknown ones, how many: two
   * digits, or dots for the others.
   */
  private static final String[] EFFECTS = new String[256];

  static {
    put(0, 0, 0, Opcodes.NOP);
    put(0, 1, Opcodes.ACONST_NULL, Opcodes.ICONST_5);
    put(0, 2, Opcodes.LCONST_0, Opcodes.LCONST_1);
    put(0, 1, Opcodes.FCONST_0, Opcodes.FCONST_2);
    put(0, 2, Opcodes.DCONST_0, Opcodes.DCONST_1);
    put(2, 1, Opcodes.IALOAD, Opcodes.SALOAD);
    put(2, 2, Opcodes.LALOAD, Opcodes.LALOAD);
    put(2, 2, Opcodes.DALOAD, Opcodes.DALOAD);
    put(3, 0, Opcodes.IASTORE, Opcodes.SASTORE);
    put(4, 0, Opcodes.LASTORE, Opcodes.LASTORE);
    put(4, 0, Opcodes.DASTORE, Opcodes.DASTORE);
    put(1, 0, Opcodes.POP, Opcodes.POP);
    put(2, 0, Opcodes.POP2, Opcodes.POP2);
    for (int operation = Opcodes.IADD; operation <= Opcodes.IREM; operation += 4) {
      arithmetic(operation, 2);
    }
    arithmetic(Opcodes.INEG, 1);
    for (int shift = Opcodes.ISHL; shift <= Opcodes.IUSHR; shift += 2) {
      put(2, 1, shift, shift);
      put(3, 2, shift + 1, shift + 1);
    }
    for (int logic = Opcodes.IAND; logic <= Opcodes.IXOR; logic += 2) {
      put(2, 1, logic, logic);
      put(4, 2, logic + 1, logic + 1);
    }
    conversions();
    put(4, 1, Opcodes.LCMP, Opcodes.LCMP);
    put(2, 1, Opcodes.FCMPL, Opcodes.FCMPG);
    put(4, 1, Opcodes.DCMPL, Opcodes.DCMPG);
    put(1, 1, Opcodes.ARRAYLENGTH, Opcodes.ARRAYLENGTH);
    put(1, 0, Opcodes.MONITORENTER, Opcodes.MONITOREXIT);
  }

  private final List<@Nullable String> words = new ArrayList<>();

  private static void arithmetic(int first, int operands) {
    put(operands, 1, first, first);
    put(2 * operands, 2, first + 1, first + 1);
    put(operands, 1, first + 2, first + 2);
    put(2 * operands, 2, first + 3, first + 3);
  }

  private static void conversions() {
    put(1, 2, Opcodes.I2L, Opcodes.I2L);
    put(1, 1, Opcodes.I2F, Opcodes.I2F);
    put(1, 2, Opcodes.I2D, Opcodes.I2D);
    put(2, 1, Opcodes.L2I, Opcodes.L2F);
    put(2, 2, Opcodes.L2D, Opcodes.L2D);
    put(1, 1, Opcodes.F2I, Opcodes.F2I);
    put(1, 2, Opcodes.F2L, Opcodes.F2D);
    put(2, 1, Opcodes.D2I, Opcodes.D2I);
    put(2, 2, Opcodes.D2L, Opcodes.D2L);
    put(2, 1, Opcodes.D2F, Opcodes.D2F);
    put(1, 1, Opcodes.I2B, Opcodes.I2S);
  }

  private static void put(int taken, int pushed, int first, int last) {
    for (int opcode = first; opcode <= last; opcode++) {
      EFFECTS[opcode] = "" + taken + pushed;
    }
  }

  void clear() {
    words.clear();
  }

  void push(@Nullable String signature) {
    words.add(signature);
  }

  /** Pushes this many words of which nothing is known. */
  void pushUnknown(int count) {
    for (int i = 0; i < count; i++) {
      words.add(null);
    }
  }

  /** Takes this many words; answers the lowest. */
  @Nullable String pop(int count) {
    String last = null;
    for (int i = 0; i < count && !words.isEmpty(); i++) {
      last = words.remove(words.size() - 1);
    }
    return last;
  }

  /** What an instruction without operand does. */
  void apply(int opcode) {
    String effect = EFFECTS[opcode];
    if (effect != null) {
      pop(effect.charAt(0) - '0');
      pushUnknown(effect.charAt(1) - '0');
      return;
    }
    switch (opcode) {
      case Opcodes.DUP -> duplicate(1, 0);
      case Opcodes.DUP_X1 -> duplicate(1, 1);
      case Opcodes.DUP_X2 -> duplicate(1, 2);
      case Opcodes.DUP2 -> duplicate(2, 0);
      case Opcodes.DUP2_X1 -> duplicate(2, 1);
      case Opcodes.DUP2_X2 -> duplicate(2, 2);
      case Opcodes.SWAP -> {
        duplicate(1, 1);
        pop(1);
      }
      default -> clear();
    }
  }

  /** Copies the uppermost words to below that many others. */
  private void duplicate(int count, int below) {
    int at = words.size() - count - below;
    if (at < 0) {
      clear();
      return;
    }
    List<@Nullable String> copy =
        new ArrayList<>(words.subList(words.size() - count, words.size()));
    words.addAll(at, copy);
  }
}
