package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.CallSites;
import java.lang.StackWalker.StackFrame;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Reads the call of {@code remove} in a frame from the class as this JVM has it: the JVM is asked
 * to retransform the class, which changes nothing and shows its bytes. No class loader of the
 * application is asked. For agent threads.
 */
public final class DeclaredTypes implements CallSites {
  private final Instrumentation instrumentation;

  /** What can read the classes of this JVM. */
  public DeclaredTypes(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public @Nullable RemoveCall at(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (frame.getLineNumber() <= 0 || !instrumentation.isModifiableClass(type)) {
      return null;
    }
    byte[] bytes = bytesOf(type);
    return bytes == null
        ? null
        : RemoveCalls.onLine(
            bytes, frame.getMethodName(), frame.getDescriptor(), frame.getLineNumber());
  }

  private byte @Nullable [] bytesOf(Class<?> type) {
    Reader reader = new Reader(type);
    instrumentation.addTransformer(reader, true);
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | LinkageError refused) {
      // Then nothing is known of this call, and nothing is proven by it.
      return null;
    } finally {
      instrumentation.removeTransformer(reader);
    }
    return reader.bytes;
  }

  private static final class Reader implements ClassFileTransformer {
    private final Class<?> wanted;
    private byte @Nullable [] bytes;

    Reader(Class<?> wanted) {
      this.wanted = wanted;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] original) {
      if (redefined == wanted) {
        bytes = original.clone();
      }
      return null;
    }
  }
}
