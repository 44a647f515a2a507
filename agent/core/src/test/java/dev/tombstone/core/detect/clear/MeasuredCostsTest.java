package dev.tombstone.core.detect.clear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.detect.clear.MeasuredCosts.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredCostsTest {
  private static final Path MEASUREMENTS = Path.of("../../docs/hazards/measurements.md");

  @Test
  void rows_everyOne_isThatOfTheDocumentation() throws Exception {
    List<String> documented = new ArrayList<>();
    for (String line :
        Files.readString(MEASUREMENTS).split("## Ways to be rid", -1)[1].split("\n", -1)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 12 && cells[3].endsWith("% ")) {
        documented.add(
            String.join(
                "|",
                cells[1].strip().substring(0, 2),
                cells[2].strip(),
                cells[3].replace("%", "").strip(),
                cells[4].strip(),
                cells[6].strip(),
                cells[7].strip(),
                cells[8].strip(),
                cells[9].strip()));
      }
    }
    assertThat(documented).isNotEmpty();
    assertThat(MeasuredCosts.cells()).isEqualTo(documented);
  }

  @Test
  void nearest_isOfThatMapAndShareAndTable() {
    Row row = found(17, HashMap.class, 1, 1.6);
    assertThat(row.text())
        .startsWith("JDK 17, HashMap of 10,000 entries, 100 % removed: removeIf ");
    assertThat(found(17, HashMap.class, 0.97, 300).text()).contains("99 % removed, 64 places");
    assertThat(found(21, LinkedHashMap.class, 0.9, 1).text())
        .startsWith("JDK 17, LinkedHashMap")
        .contains("90 % removed", "copy of what stays");
    assertThat(found(26, TreeMap.class, 0.1, 0).text()).startsWith("JDK 25, TreeMap");
  }

  @Test
  void nearest_mapThatWasNotMeasured_isNone() {
    assertThat(MeasuredCosts.nearest(17, IdentityHashMap.class, 1, 1)).isNull();
    assertThat(MeasuredCosts.nearest(17, EnumMap.class, 1, 0)).isNull();
  }

  private static Row found(int jdk, Class<?> map, double removed, double places) {
    @Nullable Row row = MeasuredCosts.nearest(jdk, map, removed, places);
    return Objects.requireNonNull(row);
  }
}
