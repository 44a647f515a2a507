package dev.tombstone.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.OperationCode;
import dev.tombstone.hook.jdk.MapViews;
import dev.tombstone.model.family.JdkView;
import dev.tombstone.model.operation.Operation;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The hook knows by its own codes what the model has names for: neither imports the other. */
class HookCodesTest {
  @Test
  void operations_codesOfTheHook_areTheModelsOrdinals() throws Exception {
    Map<String, Integer> codes = codesIn(OperationCode.class);

    assertThat(codes.remove("COUNT")).isEqualTo(Operation.COUNT).isEqualTo(codes.size());
    assertThat(codes).isEqualTo(ordinals(Operation.values()));
    for (Operation operation : Operation.values()) {
      assertThat(Operation.ofCode(operation.ordinal())).isSameAs(operation);
    }
  }

  @Test
  void operations_thatCanMiss_areKeyedRemovals() {
    assertThat(
            Arrays.stream(Operation.values())
                .filter(operation -> OperationCode.canMiss(operation.ordinal())))
        .containsExactly(Operation.REMOVE, Operation.REMOVE_VALUE);
  }

  @Test
  void views_codesOfTheHook_areTheModelsOrdinals() throws Exception {
    assertThat(codesIn(MapViews.class)).isEqualTo(ordinals(JdkView.Holds.values()));
  }

  private static Map<String, Integer> codesIn(Class<?> constants) throws Exception {
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (Field field : constants.getFields()) {
      codes.put(field.getName(), field.getInt(null));
    }
    return codes;
  }

  private static Map<String, Integer> ordinals(Enum<?>[] constants) {
    Map<String, Integer> ordinals = new LinkedHashMap<>();
    for (Enum<?> constant : constants) {
      ordinals.put(constant.name(), constant.ordinal());
    }
    return ordinals;
  }
}
