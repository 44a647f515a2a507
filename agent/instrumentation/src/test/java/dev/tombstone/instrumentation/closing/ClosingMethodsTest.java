package dev.tombstone.instrumentation.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.value.CloseHook;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ClosingMethodsTest {
  private static final Set<String> NAMES = Set.of("close", "release");

  @SuppressWarnings("unused")
  private static class Base implements AutoCloseable {
    private final StringReader reader = new StringReader("");
    private final AtomicBoolean ended = new AtomicBoolean();
    private byte[] buffer = new byte[1];
    private boolean closed;
    private int uses;

    @Override
    public void close() {
      if (!isClosed()) {
        closed = true;
        ended.set(true);
        letGo();
      }
    }

    private void letGo() {
      buffer = new byte[0];
    }

    boolean isClosed() {
      return closed;
    }

    void failed() {
      closed = true;
    }

    void reopened() {
      closed = false;
    }

    void ended() {
      ended.compareAndSet(false, true);
    }

    boolean hasEnded() {
      return ended.get();
    }

    void drop() {
      reader.close();
    }

    void use() {
      uses++;
      buffer[0] = 1;
    }

    static void closeQuietly(Base base) {
      base.close();
    }
  }

  @SuppressWarnings("unused")
  private static final class Derived extends Base {
    void release() {}

    void closeNow() {}

    void other() {}
  }

  /** Whoever has the buffer may give it back as well. */
  @SuppressWarnings("unused")
  private static final class Received implements AutoCloseable {
    private final Pool pool = new Pool();
    private final byte[] buffer = new byte[1];

    @Override
    public void close() {
      giveBack();
    }

    private void giveBack() {
      pool.giveBack(buffer);
    }
  }

  @SuppressWarnings("unused")
  private static final class Pool {
    private int given;

    void giveBack(byte[] buffer) {
      given += buffer.length;
    }
  }

  @Test
  void of_closeThatHandsSomethingToAPool_handsOver() throws IOException {
    assertThat(ClosingMethods.of(List.of(facts(Received.class)), NAMES).handOver()).isTrue();
    assertThat(ClosingMethods.of(List.of(facts(Base.class)), NAMES).handOver()).isFalse();
  }

  @Test
  void of_hierarchy_allWaysOutAndNoOthers() throws IOException {
    ClosingMethods methods =
        ClosingMethods.of(List.of(facts(Derived.class), facts(Base.class)), NAMES);
    assertThat(methods.of(name(Base.class)))
        .containsExactlyInAnyOrder("close()V", "letGo()V", "failed()V", "ended()V", "drop()V");
    assertThat(methods.of(name(Derived.class)))
        .containsExactlyInAnyOrder("release()V", "closeNow()V");
    assertThat(methods.hasNative()).isFalse();
  }

  @Test
  void weave_methodsAndConstructors_callTheBridge() throws IOException {
    byte[] original = bytes(Base.class);
    byte[] woven = Objects.requireNonNull(ClosingWeaver.weave(original, Set.of("close()V"), true));
    List<String> tellers = new ArrayList<>();
    for (MethodFacts method : ClassFacts.of(woven, NAMES).methods) {
      for (String call : method.calls) {
        if (call.startsWith("java/util/Tombstone$CloseHook.")) {
          tellers.add(method.name + " " + call.substring(call.indexOf('.') + 1));
        }
      }
    }
    assertThat(tellers)
        .containsExactlyInAnyOrder(
            "<init> made(Ljava/lang/Object;)V", "close closing(Ljava/lang/Object;)V");
    assertThat(ClosingWeaver.weave(original, Set.of("none()V"), false)).isNull();
  }

  @Test
  void hook_whatWovenCodeCalls_isThere() throws ReflectiveOperationException {
    for (String method : List.of("made", "closing")) {
      int modifiers = CloseHook.class.getMethod(method, Object.class).getModifiers();
      assertThat(Modifier.isStatic(modifiers)).isTrue();
    }
    assertThat(CloseHook.class.getName().replace('.', '/')).isEqualTo(ClosingTransform.HOOK);
  }

  private static ClassFacts facts(Class<?> type) throws IOException {
    return ClassFacts.of(bytes(type), NAMES);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(type.getResourceAsStream("/" + name(type) + ".class"))) {
      return in.readAllBytes();
    }
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
