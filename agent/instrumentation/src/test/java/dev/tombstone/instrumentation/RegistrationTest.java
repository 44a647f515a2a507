package dev.tombstone.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.watch.RetransformHook;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private final List<String> calls = new ArrayList<>();

  private final Registration registration =
      new Registration(
          (Instrumentation)
              Proxy.newProxyInstance(
                  RegistrationTest.class.getClassLoader(),
                  new Class<?>[] {Instrumentation.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getReturnType() == boolean.class ? true : null;
                  }),
          new ClassFileTransformer() {});

  @BeforeEach
  void observe() {
    RetransformHook.observe(registration);
  }

  @AfterEach
  void stopObserving() {
    RetransformHook.stopObserving();
  }

  @Test
  void heldTwice_isRegisteredOnce_untilBothAreReleased() {
    registration.hold();
    registration.hold();
    registration.release();
    assertThat(calls).containsExactly("addTransformer");
    registration.release();
    assertThat(calls).containsExactly("addTransformer", "removeTransformer");
  }

  @Test
  void twoAgentsAtOnce_isRegistered_untilBothAreDone() {
    RetransformHook.begin();
    RetransformHook.begin();
    RetransformHook.end();
    assertThat(calls).containsExactly("addTransformer");
    RetransformHook.end();
    assertThat(calls).containsExactly("addTransformer", "removeTransformer");
  }

  @Test
  void anotherAgentBeginsWhileHeld_staysRegistered_untilThatIsDone() {
    registration.hold();
    RetransformHook.begin();
    registration.release();
    assertThat(calls).containsExactly("addTransformer");
    RetransformHook.end();
    assertThat(calls).containsExactly("addTransformer", "removeTransformer");
  }

  @Test
  void ended_isNeverRegisteredAgain() {
    RetransformHook.begin();
    registration.end();
    assertThat(calls).containsExactly("addTransformer", "removeTransformer");
    registration.hold();
    RetransformHook.begin();
    RetransformHook.end();
    RetransformHook.end();
    assertThat(calls).hasSize(2);
  }

  @Test
  void beganWithoutAnObserver_endsWithOne_leavesNothingBehind() {
    RetransformHook.stopObserving();
    RetransformHook.begin();
    RetransformHook.observe(registration);
    RetransformHook.end();
    assertThat(RetransformHook.underWay()).isZero();
    assertThat(calls).isEmpty();
  }

  @Test
  void observerThrows_callGoesOn_andIsCounted() {
    RetransformHook.observe(
        () -> {
          throw new IllegalStateException();
        });
    RetransformHook.begin();
    assertThat(RetransformHook.underWay()).isEqualTo(1);
    RetransformHook.end();
    assertThat(RetransformHook.underWay()).isZero();
  }
}
