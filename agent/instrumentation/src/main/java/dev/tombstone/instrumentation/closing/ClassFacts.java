package dev.tombstone.instrumentation.closing;

import dev.tombstone.instrumentation.weave.ClassWeaver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** What the class file of one class says of how its objects are let go of. */
final class ClassFacts extends ClassVisitor {
  private static final String ATOMIC = "Ljava/util/concurrent/atomic/Atomic";
  private static final String HANDLE = "Ljava/lang/invoke/VarHandle;";

  final List<MethodFacts> methods = new ArrayList<>();

  /** Instance fields that hold references: binary names of their declared classes by their own. */
  final Map<String, String> references = new LinkedHashMap<>();

  /** Internal name. */
  String name = "";

  /** Whether something may let go of what the object holds once it is unreachable. */
  boolean cleanedLater;

  private final Set<String> closingNames;

  private ClassFacts(Set<String> closingNames) {
    super(Opcodes.ASM9);
    this.closingNames = closingNames;
  }

  /** {@code closingNames}: of methods that close an object. */
  static ClassFacts of(byte[] classFile, Set<String> closingNames) {
    ClassFacts facts = new ClassFacts(closingNames);
    ClassWeaver.readerOf(classFile).accept(facts, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return facts;
  }

  @Override
  public void visit(
      int version,
      int access,
      String type,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    name = type;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String field,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    // The object that an inner class belongs to is not held for its own sake.
    if ((access & Opcodes.ACC_STATIC) == 0
        && descriptor.startsWith("L")
        && !descriptor.equals("Ljava/lang/String;")
        && !field.startsWith("this$")) {
      references.put(field, descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    }
    cleanedLater |= isCleaner(descriptor);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodFacts facts = new MethodFacts(method, descriptor, access);
    methods.add(facts);
    cleanedLater |= facts.key().equals("finalize()V");
    return new Body(facts);
  }

  private static boolean isCleaner(String type) {
    return type.contains("/ref/Cleaner") || type.contains("/ref/PhantomReference");
  }

  /** Follows what is on top of the stack from one instruction to the next, and no further. */
  private final class Body extends MethodVisitor {
    private final MethodFacts facts;

    /** The constant that the last instruction pushed; empty if it pushed none. */
    private String constant = "";

    /** Whether the last instruction read a field of {@code this}, or loaded {@code this}. */
    private boolean isThis;

    private boolean isOwnField;

    /** The field that holds what is changed atomically, read last. */
    private String atomic = "";

    Body(MethodFacts facts) {
      super(Opcodes.ASM9);
      this.facts = facts;
    }

    private void step() {
      facts.size++;
      constant = "";
      isThis = false;
      isOwnField = false;
    }

    @Override
    public void visitInsn(int opcode) {
      step();
      if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.ICONST_5) {
        constant = Integer.toString(opcode);
      }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      step();
      isThis = opcode == Opcodes.ALOAD && variable == 0;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      boolean ofThis = isThis;
      String pushed = constant;
      step();
      if (opcode == Opcodes.PUTFIELD && !pushed.isEmpty()) {
        facts.assigned.add(field + '=' + pushed);
      }
      isOwnField = opcode == Opcodes.GETFIELD && ofThis;
      boolean read = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
      if (read && (descriptor.startsWith(ATOMIC) || descriptor.equals(HANDLE))) {
        atomic = field;
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean isInterface) {
      boolean onAField = isOwnField;
      step();
      facts.calls.add(owner + '.' + called + descriptor);
      facts.handsOver |= opcode != Opcodes.INVOKESPECIAL && isHandedOver(owner, descriptor);
      facts.closesAField |= onAField && isClosing(called);
      boolean handle = owner.startsWith(ATOMIC.substring(1)) || HANDLE.contains(owner);
      boolean reads = called.startsWith("get") && !called.startsWith("getAnd");
      if (handle && !atomic.isEmpty() && !reads && !called.equals("<init>")) {
        facts.changed.add(atomic);
      }
      cleanedLater |= isCleaner(owner);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      step();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      step();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      step();
    }

    @Override
    public void visitLdcInsn(Object value) {
      step();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
      step();
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String descriptor, Handle bootstrap, Object... arguments) {
      step();
    }
  }

  /** Of what the JDK's classes are given they let go of nothing. */
  private boolean isHandedOver(String owner, String descriptor) {
    String simpleName = owner.substring(owner.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (owner.equals(name) || owner.startsWith("java/") || simpleName.contains("log")) {
      return false;
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (argument.getSort() >= Type.ARRAY) {
        return true;
      }
    }
    return false;
  }

  private boolean isClosing(String method) {
    return method.startsWith("close") || closingNames.contains(method);
  }
}
