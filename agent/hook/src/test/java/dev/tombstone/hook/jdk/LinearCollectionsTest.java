package dev.tombstone.hook.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinearCollectionsTest {
  private static final List<Integer> FIVE = List.of(1, 2, 3, 4, 5);

  @Test
  void size_listsOfTheJdk_isTheirs() {
    List<Integer> grown = new ArrayList<>(1_000);
    grown.addAll(FIVE);
    for (Collection<Integer> five :
        List.of(
            grown,
            FIVE,
            Arrays.asList(1, 2, 3, 4, 5),
            new LinkedList<>(FIVE),
            new Vector<>(FIVE),
            new CopyOnWriteArrayList<>(FIVE),
            Collections.unmodifiableList(grown),
            Collections.synchronizedCollection(Collections.unmodifiableCollection(grown)))) {
      assertThat(LinearCollections.size(five)).as(five.getClass().getName()).isEqualTo(5);
    }
  }

  @Test
  void size_whatFindsAnElementOtherwise_isUnknown() {
    assertThat(LinearCollections.size(new HashSet<>(FIVE))).isEqualTo(LinearCollections.UNKNOWN);
    assertThat(LinearCollections.size(Map.of())).isEqualTo(LinearCollections.UNKNOWN);
    assertThat(LinearCollections.size(Collections.unmodifiableSet(new HashSet<>(FIVE))))
        .isEqualTo(LinearCollections.UNKNOWN);
    assertThat(LinearCollections.size(new Indexed())).isEqualTo(LinearCollections.UNKNOWN);
    assertThat(LinearCollections.size(null)).isEqualTo(LinearCollections.UNKNOWN);
  }

  /** A list whose contains does not compare one after the other. */
  private static final class Indexed extends ArrayList<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean contains(@Nullable Object element) {
      return false;
    }
  }
}
