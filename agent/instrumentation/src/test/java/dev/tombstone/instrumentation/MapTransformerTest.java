package dev.tombstone.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapTransformerTest {
  private static final byte[] BYTES = {1, 2, 3};

  private final MapTransformer transformer =
      new MapTransformer(MapFamilies.all(), Runtime.version().feature());

  @Test
  void transform_otherClasses_stayAsTheyAre() {
    assertThat(transformed("java/util/ArrayList$Itr", BYTES)).isNull();
    assertThat(transformed("java/util/TreeMap$EntryIterator", BYTES)).isNull();
  }

  @Test
  void transform_classThatRetransforms_isSeen() throws Exception {
    byte[] original = original();
    assertThat(transformer.seesRetransforming()).isFalse();
    assertThat(transformed(RetransformWeaver.AGENTS, original)).isNotNull().isNotEqualTo(original);
    assertThat(transformer.seesRetransforming()).isTrue();
    assertThat(transformer.wovenClasses()).isZero();
  }

  @Test
  void transform_classThatRetransformsInAnotherWay_staysAndIsNotSeen() {
    assertThat(transformed(RetransformWeaver.AGENTS, BYTES)).isNull();
    assertThat(transformer.seesRetransforming()).isFalse();
  }

  @Test
  void transform_classThatRetransforms_afterTheJvmRefusedIt_staysAsItIs() throws Exception {
    transformer.leaveRetransforming();
    assertThat(transformed(RetransformWeaver.AGENTS, original())).isNull();
    assertThat(transformer.seesRetransforming()).isFalse();
  }

  @Test
  void typeNames_ofADifference_areTheClassesThatItIsIn() {
    Layer.Woven failures = new Layer.Woven(Set.of(Layer.FAILURE), Set.of());
    Layer.Woven traced = new Layer.Woven(Set.of(Layer.FAILURE), Set.of("java.util.TreeMap"));
    assertThat(transformer.typeNames(failures, traced)).containsExactly("java.util.TreeMap");
    assertThat(transformer.typeNames(traced, failures)).containsExactly("java.util.TreeMap");
    assertThat(transformer.typeNames(failures, failures)).isEmpty();
    assertThat(transformer.typeNames(failures))
        .contains("java.util.HashMap$HashIterator", "java.util.TreeMap")
        .doesNotContain("java.util.concurrent.ConcurrentHashMap");
    Layer.Woven ends = new Layer.Woven(Set.of(Layer.FAILURE, Layer.LOOP_END), Set.of());
    assertThat(transformer.typeNames(failures, ends))
        .contains("java.util.HashMap$HashIterator")
        .doesNotContain("java.util.HashMap");
  }

  private byte @Nullable [] transformed(String type, byte[] original) {
    return transformer.transform(null, null, type, null, null, original);
  }

  private static byte[] original() throws IOException {
    Module module = ModuleLayer.boot().findModule("java.instrument").orElseThrow();
    try (InputStream in = module.getResourceAsStream(RetransformWeaver.AGENTS + ".class")) {
      return in.readAllBytes();
    }
  }
}
