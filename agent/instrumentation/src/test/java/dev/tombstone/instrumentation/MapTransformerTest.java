package dev.tombstone.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.instrumentation.weave.RetransformWeaver;
import dev.tombstone.model.family.MapFamilies;
import java.io.IOException;
import java.io.InputStream;
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
