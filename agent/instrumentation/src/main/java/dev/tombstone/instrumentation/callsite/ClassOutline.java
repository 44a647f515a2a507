package dev.tombstone.instrumentation.callsite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A first look at a class: the generic signatures of its fields and methods, and of one method the
 * variables that it declares and how often each place for a variable is written.
 */
final class ClassOutline extends ClassVisitor {
  /** A variable as the class file's debug information has it. */
  record Variable(int slot, String signature, int start, int end) {}

  /** A reader that knows the offset of the instruction it is at. */
  static final class OffsetReader extends ClassReader {
    private static final int MAJOR_HIGH = 6;

    int offset;

    OffsetReader(byte[] bytes) {
      super(asKnown(bytes));
    }

    /** A class file of a version that ASM may not know yet reads like an older one. */
    private static byte[] asKnown(byte[] bytes) {
      byte[] copy = bytes.clone();
      if (copy[MAJOR_HIGH] != 0 || (copy[MAJOR_HIGH + 1] & 0xFF) > Opcodes.V17) {
        copy[MAJOR_HIGH] = 0;
        copy[MAJOR_HIGH + 1] = Opcodes.V17;
      }
      return copy;
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
      offset = bytecodeOffset;
    }
  }

  private final OffsetReader reader;
  private final String method;
  private final String descriptor;
  private final Map<String, String> signatures = new HashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private final Map<Integer, Integer> writes = new HashMap<>();
  private String owner = "";
  private boolean hasFrames;

  private ClassOutline(OffsetReader reader, String method, String descriptor) {
    super(Opcodes.ASM9);
    this.reader = reader;
    this.method = method;
    this.descriptor = descriptor;
  }

  static ClassOutline of(OffsetReader reader, String method, String descriptor) {
    ClassOutline outline = new ClassOutline(reader, method, descriptor);
    reader.accept(outline, ClassReader.SKIP_FRAMES);
    return outline;
  }

  /** Internal name of the class. */
  String owner() {
    return owner;
  }

  /** Whether its methods state their stack at every join, as since Java 7 they must. */
  boolean hasFrames() {
    return hasFrames;
  }

  /** Generic signature of a field or method of this class, otherwise the descriptor. */
  String signatureOf(String type, String name, String plain) {
    return type.equals(owner) ? signatures.getOrDefault(name + plain, plain) : plain;
  }

  /** Signature of the variable declared in this place at this offset, or null if none is known. */
  @Nullable String variable(int slot, int offset) {
    for (Variable variable : variables) {
      if (variable.slot == slot && variable.start <= offset && offset < variable.end) {
        return variable.signature;
      }
    }
    return null;
  }

  /** How many instructions of the method write a reference to this place. */
  int writesTo(int slot) {
    return writes.getOrDefault(slot, 0);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
    hasFrames = (version & 0xFFFF) >= Opcodes.V1_7;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String type, @Nullable String signature, @Nullable Object value) {
    if (signature != null) {
      signatures.put(name + type, signature);
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String type,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (signature != null) {
      signatures.put(name + type, signature);
    }
    return name.equals(method) && type.equals(descriptor) ? new Variables() : null;
  }

  private final class Variables extends MethodVisitor {
    private final Map<Label, Integer> offsets = new HashMap<>();

    Variables() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitLabel(Label label) {
      offsets.put(label, reader.offset);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      if (opcode == Opcodes.ASTORE) {
        writes.merge(slot, 1, Integer::sum);
      }
    }

    @Override
    public void visitLocalVariable(
        String name, String type, @Nullable String signature, Label start, Label end, int slot) {
      variables.add(
          new Variable(
              slot,
              signature == null ? type : signature,
              offsets.getOrDefault(start, 0),
              offsets.getOrDefault(end, Integer.MAX_VALUE)));
    }
  }
}
