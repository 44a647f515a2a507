package dev.tombstone.instrumentation.weave;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The hook for classes of other loaders than the boot loader: classes in {@code java.util} that
 * pass each call on. A loader may refuse to look for any other package in the boot loader, as those
 * of OSGi do, and a named module may not read it; {@code java.util} is found and read by all.
 *
 * <p>{@code RemovalHook}, say, becomes
 *
 * <pre>{@code
 * public final class Tombstone$RemovalHook {
 *   public static long[] enter(Object map, Object key, int flags) {
 *     return RemovalHook.enter(map, key, flags);
 *   }
 *   …
 * }
 * }</pre>
 *
 * A scope stack is an Object there, its public fields are read and written by methods.
 */
public final class HookBridge {
  private static final String[] HOOKS = {
    Hook.REMOVALS, Hook.FAILURES, Hook.SCOPES, Hook.MUTATIONS, Hook.ITERATIONS, Hook.RESIZES
  };

  private static final String BRIDGE = "java/util/Tombstone$";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String SCOPE_STACK = "L" + Hook.SCOPE_STACK + ";";

  private HookBridge() {}

  /** Class files by binary name, of classes that are to be defined in the boot loader. */
  public static Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (String hook : HOOKS) {
      classes.put(typeFor(hook).replace('/', '.'), passingOn(hook));
    }
    classes.put(typeFor(Hook.SCOPE_STACK).replace('/', '.'), accessors());
    return classes;
  }

  /**
   * Class file of the one that stands for this one of the hook, by internal name; it is to be
   * defined in the boot loader.
   */
  public static byte[] classFile(String hook) {
    return passingOn(hook);
  }

  /** Internal name of the class that stands for this one of the hook. */
  public static String typeFor(String hook) {
    return BRIDGE + hook.substring(hook.lastIndexOf('/') + 1);
  }

  /** The descriptor without types of the hook. */
  static String bridged(String descriptor) {
    return descriptor.replace(SCOPE_STACK, OBJECT);
  }

  private static byte[] passingOn(String hook) {
    ClassWriter writer = writerOf(hook);
    for (Method method : classOf(hook).getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if (Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers) && isCalled(method)) {
        passOn(writer, hook, method);
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Woven code passes numbers and references, nothing else of the hook than scopes. */
  private static boolean isCalled(Method method) {
    String descriptor = bridged(Type.getMethodDescriptor(method));
    return !descriptor.contains("dev/tombstone") && !descriptor.contains("[L");
  }

  private static void passOn(ClassWriter writer, String hook, Method method) {
    String descriptor = Type.getMethodDescriptor(method);
    MethodVisitor code = method(writer, method.getName(), bridged(descriptor));
    int local = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      if (argument.getDescriptor().equals(SCOPE_STACK)) {
        code.visitTypeInsn(Opcodes.CHECKCAST, Hook.SCOPE_STACK);
      }
      local += argument.getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, hook, method.getName(), descriptor, false);
    code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    end(code);
  }

  private static byte[] accessors() {
    ClassWriter writer = writerOf(Hook.SCOPE_STACK);
    for (Field field : classOf(Hook.SCOPE_STACK).getFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        MethodVisitor read = method(writer, field.getName(), "(" + OBJECT + ")I");
        read.visitVarInsn(Opcodes.ALOAD, 0);
        read.visitTypeInsn(Opcodes.CHECKCAST, Hook.SCOPE_STACK);
        read.visitFieldInsn(Opcodes.GETFIELD, Hook.SCOPE_STACK, field.getName(), "I");
        read.visitInsn(Opcodes.IRETURN);
        end(read);
        MethodVisitor write = method(writer, field.getName(), "(" + OBJECT + "I)V");
        write.visitVarInsn(Opcodes.ALOAD, 0);
        write.visitTypeInsn(Opcodes.CHECKCAST, Hook.SCOPE_STACK);
        write.visitVarInsn(Opcodes.ILOAD, 1);
        write.visitFieldInsn(Opcodes.PUTFIELD, Hook.SCOPE_STACK, field.getName(), "I");
        write.visitInsn(Opcodes.RETURN);
        end(write);
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static ClassWriter writerOf(String hook) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        typeFor(hook),
        null,
        "java/lang/Object",
        null);
    return writer;
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static Class<?> classOf(String hook) {
    try {
      return Class.forName(hook.replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
