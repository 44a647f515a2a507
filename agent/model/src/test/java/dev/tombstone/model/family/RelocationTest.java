package dev.tombstone.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.operation.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelocationTest {
  private static final String TYPE = "com/google/common/cache/LocalCache$Segment";

  @Test
  void of_theLibraryItself_isNone() {
    assertThat(Relocation.of(TYPE, TYPE)).isNotNull().matches(Relocation::isNone);
  }

  @Test
  void of_copies_saysWhichPackageForWhich() {
    assertThat(Relocation.of(TYPE, "org/acme/shaded/" + TYPE))
        .isEqualTo(new Relocation("com/google/common/", "org/acme/shaded/com/google/common/"));
    assertThat(Relocation.of(TYPE, "acme/guava/cache/LocalCache$Segment"))
        .isEqualTo(new Relocation("com/google/common/", "acme/guava/"));
  }

  @Test
  void of_otherClasses_isNull() {
    assertThat(Relocation.of(TYPE, "com/google/common/collect/LocalCache$Segment")).isNull();
    assertThat(Relocation.of(TYPE, "com/google/common/cache/LocalCache")).isNull();
    assertThat(Relocation.of(TYPE, "acme/mycache/LocalCache$Segment")).isNull();
    assertThat(Relocation.of(TYPE, "cache/LocalCache$Segment")).isNull();
    assertThat(Relocation.of("LocalCache", "acme/LocalCache")).isNull();
  }

  @Test
  void apply_point_hasTheCopysTypesEverywhere() {
    WeavePoint point =
        new WeavePoint(
            TYPE,
            "remove",
            "(Lcom/google/common/cache/Entry;Ljava/lang/Object;)V",
            Operation.REMOVE,
            new Drop("count"),
            List.of("map:com/google/common/cache/LocalCache", "owner:java/util/Map"),
            Since.ALWAYS);
    WeavePoint copied = new Relocation("com/google/common/", "acme/guava/").apply(point);
    assertThat(copied.type()).isEqualTo("acme/guava/cache/LocalCache$Segment");
    assertThat(copied.descriptor()).isEqualTo("(Lacme/guava/cache/Entry;Ljava/lang/Object;)V");
    assertThat(copied.map())
        .containsExactly("map:acme/guava/cache/LocalCache", "owner:java/util/Map");
    assertThat(new Relocation("", "").apply(point)).isSameAs(point);
  }

  @Test
  void since_jdkOrVersion_comparesWhatIsKnown() {
    assertThat(Since.jdk(21).isIn(17)).isFalse();
    assertThat(Since.jdk(21).isIn(25)).isTrue();
    Since later = Since.version("33.8.0");
    assertThat(later.isIn("33.7.1-jre")).isFalse();
    assertThat(later.isIn("33.10.0-jre")).isTrue();
    assertThat(later.isIn((String) null)).isTrue();
    assertThat(later.isIn("no version")).isTrue();
    assertThat(later.isOptionalIn(null)).isTrue();
    assertThat(later.isOptionalIn("33.10.0")).isFalse();
    assertThat(Since.ALWAYS.isOptionalIn(null)).isFalse();
  }
}
