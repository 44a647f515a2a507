package dev.tombstone.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final Class<?> APPLICATION = CallersTest.class;

  @Test
  void nearest_isTheFirstFrameOfAnotherClass() {
    StackFrame[] stack = {
      frame("com.acme.Cache", "evict"),
      frame("com.acme.Cache", "evictAll"),
      frame("com.acme.Orders", "refund"),
      frame("com.acme.Main", "main"),
    };
    assertThat(Callers.of(stack, 0))
        .isEqualTo(new Callers("com.acme.Orders.refund(Unknown Source)", ""));
  }

  @Test
  void outside_isTheFirstFrameOfAnotherVendor() {
    StackFrame[] stack = {
      frame("org.framework.cache.Cache", "evict"),
      frame("org.framework.aop.Invoker", "invoke"),
      jdk("java.util.ArrayList", "forEach"),
      frame("com.acme.Orders", "refund"),
      frame("com.other.Main", "main"),
    };
    Callers callers = Callers.of(stack, 0);
    assertThat(callers)
        .isEqualTo(
            new Callers(
                "org.framework.aop.Invoker.invoke(Unknown Source)",
                "com.acme.Orders.refund(Unknown Source)"))
        .hasSameHashCodeAs(Callers.of(stack, 0));
    assertThat(callers.named())
        .isEqualTo(
            "org.framework.aop.Invoker.invoke(Unknown Source), called from"
                + " com.acme.Orders.refund(Unknown Source)");
  }

  @Test
  void nobody_whereTheLineIsAllThereIs() {
    StackFrame[] stack = {
      jdk("java.util.HashMap", "remove"), frame("Main", "main"), jdk("java.lang.Thread", "run")
    };
    assertThat(Callers.of(stack, 1)).isEqualTo(Callers.NONE);
    assertThat(Callers.NONE.named()).isNull();
  }

  @Test
  void callersBeyondWhatASampledStackHolds_areNotLookedAt() {
    StackFrame[] stack = new StackFrame[StackSampler.FRAMES + 2];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = frame(i < StackSampler.FRAMES + 1 ? "com.acme.Cache" : "com.other.Main", "run");
    }
    assertThat(Callers.of(stack, 0)).isEqualTo(Callers.NONE);
    assertThat(Callers.of(stack, 2).outside()).startsWith("com.other.Main");
  }

  private static StackFrame frame(String type, String method) {
    return frame(type, method, APPLICATION);
  }

  private static StackFrame jdk(String type, String method) {
    return frame(type, method, Object.class);
  }

  private static StackFrame frame(String type, String method, Class<?> loadedLike) {
    return (StackFrame)
        Proxy.newProxyInstance(
            CallersTest.class.getClassLoader(),
            new Class<?>[] {StackFrame.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getClassName" -> type;
                  case "getMethodName" -> method;
                  case "getDeclaringClass" -> loadedLike;
                  case "getLineNumber" -> -1;
                  default -> null;
                });
  }
}
