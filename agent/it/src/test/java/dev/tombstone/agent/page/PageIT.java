package dev.tombstone.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Shop;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@Tag("browser")
class PageIT {
  private static final List<String> VIEWS =
      List.of("overview", "keys", "sites", "findings", "flame", "coverage", "settings");

  private static final String FITS =
      "const page = document.documentElement; return page.scrollWidth <= page.clientWidth";

  @TempDir static Path folder;
  private static AgentProcess program;
  private static Browser browser;

  @BeforeAll
  static void startBoth() throws Exception {
    browser = Browser.start();
    program =
        AgentProcess.in(folder)
            .moreAgentOptions("keys.max.length=10000")
            .program(Shop.class.getName())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !program.json("/findings").getAsJsonArray("findings").isEmpty());
    tell("safe");
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
    browser.colours("light");
    browser.driver.get(program.uri().toString());
    browser.until("!document.getElementById('main').hasAttribute('aria-busy')");
  }

  @AfterEach
  void nothingComplains() throws Exception {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.driver.getTitle()).doesNotContain("taken");
    tell("go");
  }

  @Test
  void views_byClicksAndByKeyboard_areReached() {
    for (String view : VIEWS) {
      browser.click(view);
      assertThat(browser.find("main").getText()).as(view).isNotBlank();
    }
    for (String view : VIEWS) {
      browser.driver.get(program.uri().toString());
      browser.tabTo(view);
      assertThat(browser.find("nav a[aria-current]").getDomAttribute("href")).isEqualTo("#" + view);
      assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
    }
  }

  @Test
  void overview_programAtRest_showsWhatTheJsonSays() throws Exception {
    tell("stop");
    JsonArray maps = program.json("/maps").getAsJsonArray("maps");
    long removed = 0;
    for (JsonElement map : maps) {
      removed += map.getAsJsonObject().get("removed").getAsLong();
    }
    assertThat(removed).isPositive();
    browser.textOnce(".tiles", whole(removed));
    for (int i = 0; i < Math.min(3, maps.size()); i++) {
      JsonObject map = maps.get(i).getAsJsonObject();
      assertThat(browser.textOnce("main .wrap", map.get("map").getAsString()))
          .contains(whole(map.get("removed").getAsLong()), whole(map.get("missed").getAsLong()));
    }
  }

  @Test
  void keys_programAtRest_showWhatTheJsonSays() throws Exception {
    tell("stop");
    browser.click("keys");
    browser.find("#window option[value=all]").click();
    JsonObject hot = program.json("/hotkeys?window=all&k=25");
    browser.textOnce("main", whole(hot.get("deletions").getAsLong()) + " deletions");
    String table = browser.textOnce("main .wrap", "Key");
    for (JsonElement key : hot.getAsJsonArray("keys")) {
      assertThat(table)
          .contains(
              whole(key.getAsJsonObject().get("estimate").getAsLong()),
              whole(key.getAsJsonObject().get("lower").getAsLong()),
              whole(key.getAsJsonObject().get("upper").getAsLong()));
    }
    browser.find("#search").sendKeys("RIGHT");
    browser.until("!document.querySelector('main .wrap').textContent.includes('script')");
    browser.textOnce("main .wrap", "\\u202eto left");
    browser.find("#search").sendKeys("no such key");
    browser.textOnce("main", "No hot key contains this.");
  }

  @Test
  void keys_hostile_areTextAndNothingElse() {
    browser.click("keys");
    browser.find("#window option[value=all]").click();
    browser.until("document.querySelectorAll('#map option').length > 3");
    browser.find("#map option[value='" + Shop.Sessions.class.getName() + "']").click();
    for (String key : Shop.HOSTILE) {
      browser.textOnce("main .wrap", spelt(key));
    }
    assertThat(browser.all("main img, main script, main style, main svg:not(.bar)")).isEmpty();
    assertThat(browser.run(FITS)).isEqualTo(true);
  }

  @Test
  void updates_programGoesOn_arrive() throws Exception {
    String before = browser.find(".tile:nth-child(3) b").getText();
    browser.until(
        "document.querySelector('.tile:nth-child(3) b').textContent !== '" + before + "'");
    browser.until("document.querySelectorAll('.chart canvas').length === 1");
  }

  @Test
  void page_hidden_asksNothing() {
    browser.run(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
            + "window.asked = []; const really = window.fetch;"
            + "window.fetch = (...a) => { asked.push(a[0]); return really(...a); };"
            + "window.beats = 0; setInterval(() => beats++, 500);");
    browser.until("beats >= 9");
    assertThat(browser.run("return asked.length")).isEqualTo(0L);
    browser.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    browser.until("asked.length > 0");
  }

  @Test
  void callSites_clickedAndSorted_showStackAndTrend() throws Exception {
    browser.click("sites");
    browser.find("#window option[value=all]").click();
    browser.textOnce("main .wrap", "dropCart");
    browser.run(
        "[...document.querySelectorAll('main td button')]"
            + ".find(b => b.textContent.includes('dropCart')).click()");
    String dialog = browser.textOnce("dialog[open]", "Shop.trade");
    assertThat(dialog).contains("remove from java.util.concurrent.ConcurrentHashMap", "/s");
    assertThat(browser.find("dialog svg.columns").getDomAttribute("aria-label"))
        .contains("every 5 seconds over the last 5 minutes");
    assertThat(browser.all("dialog svg.columns rect")).hasSize(60);
    browser.picture("site-light");
    browser.press(Keys.ESCAPE);
    browser.until("!document.querySelector('dialog[open]')");
    browser.run("document.querySelectorAll('main th button')[0].focus()");
    browser.press(Keys.ENTER);
    browser.until("document.querySelector('th[aria-sort]').textContent.startsWith('Call site')");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('main td:first-child')]"
                    + ".map(cell => cell.textContent)"
                    + ".every((text, i, all) => i === 0 || text <= all[i - 1])"))
        .isEqualTo(true);
    assertThat(browser.run("return document.activeElement.textContent"))
        .asString()
        .startsWith("Call site");
  }

  @Test
  void findings_bothStacksAndTheHelp_areShown() throws Exception {
    JsonObject finding =
        program.json("/findings").getAsJsonArray("findings").get(0).getAsJsonObject();
    browser.click("findings");
    String card = browser.textOnce("article", finding.get("hazard").getAsString());
    assertThat(card).contains(finding.get("grade").getAsString());
    List<WebElement> stacks = browser.all("article:first-of-type pre");
    assertThat(stacks).hasSize(2);
    assertThat(stacks.get(0).getRect().y).isEqualTo(stacks.get(1).getRect().y);
    for (WebElement stack : stacks) {
      assertThat(stack.getText()).contains("Shop.putAndRemove");
    }
    browser.find("article a").click();
    assertThat(browser.textOnce("main", "Good")).contains("Two threads were inside one map");
    assertThat(browser.violations()).isEmpty();
    browser.find("nav a").click();
    browser.textOnce("article", finding.get("hazard").getAsString());
  }

  @Test
  void flameGraph_zoomSearchAndKeys_work() throws Exception {
    browser.click("flame");
    browser.find("#window option[value=all]").click();
    browser.until(
        "[...document.querySelectorAll('.flame > div')]"
            + ".some(e => e.getAttribute('aria-label').includes('putAndRemove'))");
    long root =
        program.json("/flamegraph?format=json").getAsJsonObject("root").get("count").getAsLong();
    assertThat(root).isPositive();
    browser.run("document.querySelector('.flame > div').focus()");
    browser.press(Keys.ARROW_DOWN);
    assertThat(browser.run("return document.activeElement.getAttribute('aria-level')"))
        .isEqualTo("2");
    browser.press(Keys.ENTER);
    browser.until("document.activeElement.getAttribute('aria-selected') === 'true'");
    assertThat(browser.run("return document.activeElement.style.width")).isEqualTo("100%");
    browser.press(Keys.ESCAPE);
    browser.until(
        "document.querySelector('.flame > div[aria-level=\"1\"]').getAttribute('aria-selected') === 'true'");
    browser.find("#frame-search").sendKeys("putandremove");
    browser.until("document.querySelectorAll('.flame .hit').length > 0");
    assertThat(browser.textOnce(".controls [role=status]", "matches")).matches("matches [\\d.]+ %");
  }

  @Test
  void flameGraphPage_ofItsOwn_needsNothingElse() throws Exception {
    browser.driver.get(program.uri() + "flamegraph");
    browser.textOnce("main", "deletions estimated");
    browser.run("document.querySelectorAll('.flame > div')[1].click()");
    browser.until("!document.querySelector('.controls button').disabled");
    assertThat(browser.violations()).isEmpty();
    browser.picture("flamegraph-page");
    assertThat(browser.run("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
  }

  @Test
  void settings_changed_areInForceAndSaid() throws Exception {
    browser.click("settings");
    WebElement budget = browser.find("#budget");
    browser.until("document.getElementById('budget').value !== ''");
    budget.clear();
    budget.sendKeys("19999", Keys.ENTER);
    browser.textOnce("main", "In force.");
    assertThat(program.json("/settings").get("sampleBudget").getAsLong()).isEqualTo(19_999);
    budget.clear();
    budget.sendKeys("many", Keys.ENTER);
    browser.textOnce("main .warn", "many");
    assertThat(browser.complaints()).allMatch(line -> line.contains("400"));
  }

  @Test
  void everyView_lightDarkAndNarrow_isReadableByAll() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.colours(scheme);
      for (String view : VIEWS) {
        browser.click(view);
        assertThat(scheme.equals("light") ? browser.violations() : browser.lowContrast())
            .as(scheme + " " + view)
            .isEmpty();
        browser.picture(view + "-" + scheme);
      }
    }
    browser.colours("light");
    for (String view : VIEWS) {
      browser.size(400, 900);
      browser.click(view);
      assertThat(browser.run(FITS)).as(view).isEqualTo(true);
      browser.picture(view + "-400");
    }
    browser.size(3_840, 2_160);
    browser.click("overview");
    browser.picture("overview-wall");
    assertThat(browser.run("return parseFloat(getComputedStyle(document.body).fontSize)"))
        .isEqualTo(22.56);
  }

  private static void tell(String command) throws Exception {
    long before = program.out().lines().count();
    program.send(command);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> program.out().lines().count() > before);
  }

  /** As the page writes a number. */
  private static String whole(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }

  /** As the page writes a key. */
  private static String spelt(String key) {
    StringBuilder text = new StringBuilder();
    String cut = key.length() > 5_000 ? key.substring(0, 5_000) : key;
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      boolean hidden = c < ' ' || c == '\u200f' || c == '\u202e' || c == '\u2066';
      text.append(hidden ? "\\u" + String.format(Locale.ROOT, "%04x", (int) c) : String.valueOf(c));
    }
    return text.toString();
  }
}
