package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {
  private static final byte[] FILE = {1, 2, 3};

  /** The transformers that the JVM would know now. */
  private final List<ClassFileTransformer> registered = new ArrayList<>();

  /** What they answered of the last class asked for. */
  private byte @Nullable [] last;

  private boolean modifiable = true;
  private boolean refusesFirst;
  private boolean elsewhere;

  private Object jvm(String method, @Nullable Object[] arguments) throws Exception {
    return switch (method) {
      case "isModifiableClass" -> modifiable;
      case "addTransformer" -> registered.add((ClassFileTransformer) arguments[0]);
      case "removeTransformer" -> registered.remove(arguments[0]);
      default -> throw refusal((Class<?>[]) arguments[0]);
    };
  }

  /** What the JVM throws when it is asked to retransform these, shown or not. */
  private Error refusal(Class<?>[] types) throws InterruptedException {
    if (refusesFirst) {
      return new InternalError("refused");
    }
    for (Class<?> type : types) {
      Thread asking = new Thread(() -> show(type));
      if (elsewhere) {
        asking.start();
        asking.join();
      } else {
        show(type);
      }
    }
    return new NoClassDefFoundError("class names don't match");
  }

  private void show(Class<?> type) {
    try {
      last = registered.get(0).transform(null, "some/Type", type, null, FILE);
      assertThat(registered.get(0).transform(null, "some/Other", null, null, FILE)).isNull();
    } catch (java.lang.instrument.IllegalClassFormatException e) {
      throw new AssertionError(e);
    }
  }

  private byte @Nullable [] read() {
    Instrumentation instrumentation =
        (Instrumentation)
            Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> jvm(method.getName(), arguments));
    byte[] bytes = new LoadedClasses(instrumentation).of(LoadedClassesTest.class);
    assertThat(registered).isEmpty();
    return bytes;
  }

  @Test
  void of_modifiableClass_isWhatTheJvmShows_andNothingIsRetransformed() {
    assertThat(read()).isEqualTo(FILE);
    assertThat(last).isNotNull();
    assertThat(new ClassReader(last).getClassName()).isEqualTo("dev/tombstone/Refused");
  }

  @Test
  void of_classThatIsRefused_isNull() {
    refusesFirst = true;
    assertThat(read()).isNull();
    modifiable = false;
    assertThat(read()).isNull();
  }

  @Test
  void of_retransformationByAnotherThread_isLeftAlone() {
    elsewhere = true;
    assertThat(read()).isNull();
    assertThat(last).isNull();
  }
}
