package dev.tombstone.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdkViewsTest {
  @Test
  void all_classesThatThisJdkHas_haveTheField() {
    List<String> met = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (JdkView view : JdkViews.ALL) {
      try {
        Class<?> type = Class.forName(view.type(), false, null);
        met.add(view.type());
        assertThat(type.getDeclaredField(view.field())).isNotNull();
      } catch (ClassNotFoundException ofAnotherJdk) {
        assertThat(view.type()).containsAnyOf("Reverse", "Sequenced", "AbstractMap");
      } catch (NoSuchFieldException e) {
        without.add(view.type() + "." + view.field());
      }
    }
    assertThat(met).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(without).isEmpty();
  }
}
