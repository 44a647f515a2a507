package dev.tombstone.core.intake;

import java.lang.StackWalker.StackFrame;

/** A frame made by hand. */
public record FakeFrame(Class<?> type, String method) implements StackFrame {
  /** A frame of a class of the JDK, {@code java.util.HashMap.remove} say. */
  public static FakeFrame of(String classAndMethod) {
    int dot = classAndMethod.lastIndexOf('.');
    try {
      Class<?> type = Class.forName(classAndMethod.substring(0, dot), false, null);
      return new FakeFrame(type, classAndMethod.substring(dot + 1));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(classAndMethod, e);
    }
  }

  @Override
  public String getClassName() {
    return type.getName();
  }

  @Override
  public String getMethodName() {
    return method;
  }

  @Override
  public Class<?> getDeclaringClass() {
    return type;
  }

  @Override
  public int getByteCodeIndex() {
    return 0;
  }

  @Override
  public String getFileName() {
    return "X.java";
  }

  @Override
  public int getLineNumber() {
    return 1;
  }

  @Override
  public boolean isNativeMethod() {
    return false;
  }

  @Override
  public StackTraceElement toStackTraceElement() {
    return new StackTraceElement(type.getName(), method, "X.java", 1);
  }
}
