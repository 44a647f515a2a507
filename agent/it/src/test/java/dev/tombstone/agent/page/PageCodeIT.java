package dev.tombstone.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.WhoseWork;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice whose work is shown. */
@Tag("browser")
class PageCodeIT {
  @TempDir static Path folder;
  private static AgentProcess program;
  private static Browser browser;

  @BeforeAll
  static void startBoth() throws Exception {
    browser = Browser.start();
    program =
        AgentProcess.in(folder)
            .program(WhoseWork.class.getName(), folder.resolve("library.jar").toString())
            .start();
    program.awaitOut("done");
  }

  @AfterAll
  static void closeBoth() {
    if (browser != null) {
      browser.close();
    }
    if (program != null) {
      program.close();
    }
  }

  @BeforeEach
  void open() {
    browser.size(1_280, 900);
    browser.driver.get(program.uri().toString());
    browser.until("!document.getElementById('main').hasAttribute('aria-busy')");
  }

  @AfterEach
  void nothingComplains() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void callSites_jdk_isOneClickAway() throws Exception {
    browser.click("sites");
    browser.find("#window option[value=all]").click();
    browser.textOnce("main .wrap", "WhoseWork.main");
    assertThat(codes()).contains("application", "library").doesNotContain("jdk");
    browser.find("button[data-name=jdk]").click();
    browser.textOnce("main .wrap", "java.util.zip.ZipFile");
    assertThat(codes()).containsOnly("jdk");
    browser.picture("sites-jdk");
    assertThat(browser.violations()).isEmpty();
    browser.find("button[data-name=jdk]").click();
    browser.textOnce("main .wrap", "WhoseWork.main");
    browser.find("#code option[value=all]").click();
    browser.textOnce("main .wrap", "java.util.zip.ZipFile");
    assertThat(codes()).contains("application", "library", "jdk");
  }

  @Test
  void flameGraph_chosen_isOfThatCode() {
    browser.click("flame");
    browser.find("#window option[value=all]").click();
    browser.textOnce("main", "work of the application, libraries");
    browser.find("#code option[value=jdk]").click();
    browser.textOnce("main", "work of the JDK");
    assertThat(browser.find("main p a").getDomAttribute("href"))
        .isEqualTo("/flamegraph?window=all&code=jdk");
    browser.driver.get(program.uri() + "flamegraph?window=all&code=jdk");
    browser.textOnce("main", "work of the JDK");
    assertThat(browser.run("return location.pathname + location.search"))
        .isEqualTo("/flamegraph?window=all&code=jdk");
    assertThat(browser.all("#served a[aria-current]")).hasSize(2);
    browser.run(
        "[...document.querySelectorAll('#served a')].find(a => a.textContent === '1h').click()");
    browser.until("location.search === '?window=1h&code=jdk'");
    browser.run(
        "[...document.querySelectorAll('#served a')].find(a => a.textContent === 'all code').click()");
    browser.until("location.search === '?window=1h&code=all'");
  }

  @Test
  void hotKeys_chosen_areOfThatCode() {
    browser.click("keys");
    browser.find("#window option[value=all]").click();
    assertThat(browser.textOnce("main .wrap", "session 1")).contains("application");
    browser.find("#code option[value=library]").click();
    browser.until("!document.querySelector('main').textContent.includes('session 1')");
    assertThat(browser.textOnce("main .wrap", "cached 1")).contains("library");
  }

  private static List<String> codes() {
    String column =
        "return [...document.querySelectorAll('main td:nth-child(3)')].map(e => e.textContent)"
            + ".join(' ')";
    return List.of(String.valueOf(browser.run(column)).split(" ", -1));
  }
}
