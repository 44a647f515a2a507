package dev.tombstone.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tombstone.core.code.ForeignCode;
import dev.tombstone.core.query.HotKeyQuery.Question;
import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.HotKeysSnapshot;
import dev.tombstone.model.snapshot.HotKeysSnapshot.HotKey;
import dev.tombstone.model.snapshot.SitesSnapshot;
import dev.tombstone.model.snapshot.StacksSnapshot;
import dev.tombstone.model.snapshot.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletions of the application, of a library, and of the JDK below the application. */
class WhoseWorkTest extends AggregationFixture {
  private static final String BY_REGEX = ForeignCode.ByRegex.class.getName();

  @TempDir Path folder;

  private Consumer<Runnable> application;
  private Consumer<Runnable> library;
  private Consumer<Runnable> regex;

  @BeforeEach
  void load() {
    application = ForeignCode.runner(ForeignCode.fromFolder(ForeignCode.Direct.class));
    library = ForeignCode.runner(ForeignCode.fromJar(ForeignCode.Direct.class, folder));
    regex = ForeignCode.runner(ForeignCode.fromFolder(ForeignCode.ByRegex.class));
  }

  @Test
  void sites_byCode_eachInOneAndSumsAreRight() {
    delete();
    SitesSnapshot usual = aggregation.sites(Window.ALL, 9, Code.USUAL);
    assertThat(usual.codes()).containsExactly("application", "library");
    assertThat(usual.byCode()).isEqualTo(Map.of("application", 3L, "library", 4L, "jdk", 5L));
    assertThat(usual.deletions()).isEqualTo(12);
    assertThat(usual.sites())
        .extracting(SitesSnapshot.Site::code, SitesSnapshot.Site::estimate)
        .containsExactly(tuple("library", 4L), tuple("application", 3L));
    List<SitesSnapshot.Site> jdk = aggregation.sites(Window.ALL, 9, Set.of(Code.JDK)).sites();
    assertThat(jdk).hasSize(1);
    assertThat(jdk.get(0).site()).startsWith("java.util.regex.Matcher.replaceAll");
    assertThat(jdk.get(0).stack()).anyMatch(frame -> frame.startsWith(BY_REGEX));
    assertThat(jdk.get(0).estimate()).isEqualTo(5);
    assertThat(aggregation.sites(Window.ALL, 9, Code.ALL).sites()).hasSize(3);
    assertThat(aggregation.sites(Window.ALL, 9, Set.of(Code.LIBRARY)).sites()).hasSize(1);
  }

  @Test
  void siteOfSeveralCallers_isShownWithTheCommonestStack() {
    seldom();
    for (int i = 0; i < 3; i++) {
      often();
    }
    assertThat(shownStack()).anyMatch(frame -> frame.contains("WhoseWorkTest.often("));
    for (int i = 0; i < 9; i++) {
      seldom();
    }
    assertThat(shownStack()).anyMatch(frame -> frame.contains("WhoseWorkTest.seldom("));
  }

  private List<String> shownStack() {
    List<SitesSnapshot.Site> sites = aggregation.sites(Window.ALL, 9, Code.USUAL).sites();
    assertThat(sites).hasSize(1);
    return sites.get(0).stack();
  }

  private void often() {
    application.accept(() -> offer(HASH, REMOVE, "key", 1));
  }

  private void seldom() {
    application.accept(() -> offer(HASH, REMOVE, "key", 1));
  }

  @Test
  void stacks_byCode_eachInOneAndSumsAreRight() {
    delete();
    assertThat(count(Code.USUAL)).isEqualTo(7);
    assertThat(count(Set.of(Code.APPLICATION))).isEqualTo(3);
    assertThat(count(Set.of(Code.JDK))).isEqualTo(5);
    assertThat(count(Code.ALL)).isEqualTo(12);
    assertThat(aggregation.stacks(Window.ALL, Set.of(Code.JDK)).stacks().get(0).frames())
        .anyMatch(frame -> frame.startsWith(BY_REGEX))
        .anyMatch(frame -> frame.startsWith("java.util.regex.Matcher.replaceAll"));
  }

  @Test
  void hotKeys_byCode_asStacksHaveTold() {
    delete();
    assertThat(keys(Code.USUAL)).containsExactly("library's", "application's");
    assertThat(keys(Set.of(Code.APPLICATION))).containsExactly("application's");
    assertThat(keys(Set.of(Code.JDK))).containsExactly("jdk's");
    assertThat(keys(Code.ALL)).containsExactly("jdk's", "library's", "application's");
    HotKeysSnapshot jdk = hotKeys(Set.of(Code.JDK));
    assertThat(jdk.keys().get(0).code()).isEqualTo("jdk");
    assertThat(jdk.codes()).containsExactly("jdk");
    assertThat(jdk.deletions()).isEqualTo(12);
  }

  @Test
  void hotKeys_noStackOfAKey_byItsMapIfThatIsOneCodes() {
    regex.accept(new ForeignCode.Task(() -> offer(HASH, REMOVE, "seen", 1)));
    aggregation.drainAll();
    aggregation.ring().beginStackPeriod(16);
    offer(HASH, REMOVE, "unseen", 1);
    offer(TREE, REMOVE, "nothing known", 1);
    assertThat(keys(Code.USUAL)).containsExactly("nothing known");
    assertThat(keys(Set.of(Code.APPLICATION))).isEmpty();
    assertThat(hotKeys(Code.USUAL).keys().get(0).code()).isEqualTo(HotKey.UNKNOWN);
    assertThat(keys(Set.of(Code.JDK))).containsExactlyInAnyOrder("seen", "unseen");
  }

  @Test
  void packagesInclude_ofTheCaller_keepsWhatTheJdkDoesForIt() {
    aggregation = aggregation("packages.include=dev.tombstone.core.code");
    delete();
    assertThat(aggregation.sites(Window.ALL, 9, Code.ALL).byCode())
        .isEqualTo(Map.of("application", 7L, "library", 0L, "jdk", 5L));
    aggregation = aggregation("packages.include=com.acme");
    delete();
    assertThat(aggregation.sites(Window.ALL, 9, Code.ALL).sites()).isEmpty();
  }

  private void delete() {
    for (int i = 0; i < 3; i++) {
      application.accept(() -> offer(HASH, REMOVE, "application's", 1));
    }
    for (int i = 0; i < 4; i++) {
      library.accept(() -> offer(TREE, REMOVE, "library's", 1));
    }
    for (int i = 0; i < 5; i++) {
      regex.accept(new ForeignCode.Task(() -> offer(HASH, REMOVE, "jdk's", 1)));
    }
  }

  private long count(Set<Code> codes) {
    return aggregation.stacks(Window.ALL, codes).stacks().stream()
        .mapToLong(StacksSnapshot.Stack::count)
        .sum();
  }

  private HotKeysSnapshot hotKeys(Set<Code> codes) {
    return aggregation.hotKeys(new Question(Window.ALL, 9, "", "", codes));
  }

  private List<String> keys(Set<Code> codes) {
    return hotKeys(codes).keys().stream().map(HotKey::key).toList();
  }
}
