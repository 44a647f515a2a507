package dev.tombstone.instrumentation.callsite;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM show the class file of a class that it has loaded, wherever that came from.
 *
 * <p>The JVM shows it to transformers when it retransforms the class. A retransformation that
 * succeeds takes the line numbers from the frames of whatever is running in the class, even if
 * nothing is changed. So this one is made to fail: of the two classes asked for at once the second
 * is one of the agent's, for which the transformer answers a class of another name. The JVM refuses
 * that after it has shown the first, and then retransforms none. This is all it does to the
 * application's class:
 *
 * <pre>{@code
 * instrumentation.retransformClasses(type, Refused.class); // throws NoClassDefFoundError
 * }</pre>
 *
 * <p>Other agents' transformers are shown both classes too, as at any retransformation; what they
 * answer is thrown away.
 */
public final class LoadedClasses implements ClassBytes {
  private final Instrumentation instrumentation;

  /** Makes nothing ready. */
  public LoadedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public byte @Nullable [] of(Class<?> type) {
    if (!instrumentation.isModifiableClass(type)) {
      return null;
    }
    Capture capture = new Capture(type, Refused.class);
    instrumentation.addTransformer(capture, true);
    try {
      instrumentation.retransformClasses(type, Refused.class);
    } catch (UnmodifiableClassException | LinkageError | InternalError | RuntimeException refused) {
      // As was meant; if it was the first class that the JVM refused, there are no bytes.
      return capture.bytes;
    } finally {
      instrumentation.removeTransformer(capture);
    }
    return capture.bytes;
  }

  /** A class to be refused. */
  private static final class Refused {}

  /**
   * Registered for one retransformation, and of use on its thread only. What other threads load or
   * retransform meanwhile is shown to it as well; there it does nothing.
   */
  private static final class Capture implements ClassFileTransformer {
    private final Thread thread = Thread.currentThread();
    private final Class<?> wanted;
    private final Class<?> refused;
    private final byte[] replacement = ofAnotherName();
    private byte @Nullable [] bytes;

    Capture(Class<?> wanted, Class<?> refused) {
      this.wanted = wanted;
      this.refused = refused;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] original) {
      if (redefined == null || Thread.currentThread() != thread) {
        return null;
      }
      if (redefined == wanted) {
        bytes = original;
      }
      return redefined == refused ? replacement : null;
    }

    private static byte[] ofAnotherName() {
      ClassWriter writer = new ClassWriter(0);
      writer.visit(
          Opcodes.V17, Opcodes.ACC_SUPER, "dev/tombstone/Refused", null, "java/lang/Object", null);
      writer.visitEnd();
      return writer.toByteArray();
    }
  }
}
