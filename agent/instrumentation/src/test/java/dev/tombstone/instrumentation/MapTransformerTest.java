package dev.tombstone.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.family.MapFamilies;
import org.junit.jupiter.api.Test;

class MapTransformerTest {
  private static final byte[] BYTES = {1, 2, 3};

  private final MapTransformer transformer =
      new MapTransformer(MapFamilies.all(), Runtime.version().feature());

  @Test
  void transform_classInsideAWovenOneThatIsLoaded_isReadAnew() {
    byte[] read = loaded(null, "java/util/TreeMap$EntryIterator");
    assertThat(read).isEqualTo(BYTES).isNotSameAs(BYTES);
  }

  @Test
  void transform_otherClasses_stayAsTheyAre() {
    assertThat(loaded(null, "java/util/ArrayList$Itr")).isNull();
    assertThat(loaded(null, "java/util/ArrayList")).isNull();
    assertThat(loaded(getClass().getClassLoader(), "java/util/TreeMap$EntryIterator")).isNull();
  }

  @Test
  void transform_classInsideAWovenOneThatIsRetransformed_staysAsItIs() throws Exception {
    Class<?> type = Class.forName("java.util.TreeMap$EntryIterator");
    assertThat(
            transformer.transform(null, null, "java/util/TreeMap$EntryIterator", type, null, BYTES))
        .isNull();
  }

  private byte[] loaded(ClassLoader loader, String type) {
    return transformer.transform(null, loader, type, null, null, BYTES);
  }
}
