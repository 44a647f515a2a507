package dev.tombstone.instrumentation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.operation.Operation;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JVM does not accept one class of a library. */
class LibraryMapsRefusedTest {
  /** Of a family as well. */
  private static final class Other {}

  private final List<Class<?>> accepted = new ArrayList<>();
  private final Instrumentation instrumentation =
      (Instrumentation)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getAllLoadedClasses" ->
                        new Class<?>[] {SmallMap.class, Other.class, String.class};
                    case "isModifiableClass", "removeTransformer" -> true;
                    case "retransformClasses" -> retransform((Class<?>[]) arguments[0]);
                    default -> null;
                  });

  @Test
  void install_oneClassRefused_theOthersAreWovenAndItIsSaid() {
    LibraryMaps maps =
        new LibraryMaps(
            instrumentation, List.of(of(SmallMap.class), of(Other.class)), (name, bytes) -> {});
    maps.install();
    assertThat(accepted).containsExactly(Other.class);
    assertThat(maps.complaintAbout(SmallMap.class)).startsWith("the JVM refuses it: ");
    assertThat(maps.complaintAbout(Other.class)).isNull();
    maps.uninstall();
    assertThat(accepted).containsExactly(Other.class, Other.class);
  }

  private Object retransform(Class<?>... types) {
    if (List.of(types).contains(SmallMap.class)) {
      throw new VerifyError("refused");
    }
    accepted.addAll(Arrays.asList(types));
    return "";
  }

  private static MapFamily of(Class<?> type) {
    return MapFamily.ofLibrary(type.getName())
        .at(Operation.CLEAR, "clear", new Drop("size"))
        .build();
  }
}
