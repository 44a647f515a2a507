package dev.tombstone.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.Shop;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@Tag("alone")
@Tag("browser")
class PageStatesIT {
  private static final long USABLE_MILLIS = 5_000;

  @TempDir Path folder;
  private @Nullable Browser opened;
  private @Nullable AgentProcess started;

  @BeforeEach
  void startBrowser() throws Exception {
    opened = Browser.start();
  }

  @AfterEach
  void closeBoth() {
    if (opened != null) {
      opened.close();
    }
    if (started != null) {
      started.close();
    }
  }

  @Test
  void program_startsAndEnds_pageIsThereSoonAndSaysWhenNobodyAnswers() throws Exception {
    start("detectors=none");
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30))
        .until(() -> !program().agentLines().isEmpty());
    long line = System.nanoTime();
    browser().driver.get(program().uri().toString());
    browser().until("document.querySelectorAll('.tile').length === 6");
    long millis = (System.nanoTime() - line) / 1_000_000;
    Files.writeString(Browser.PICTURES.resolve("usable.txt"), millis + " ms after the line\n");
    assertThat(millis).isLessThan(USABLE_MILLIS);

    browser().click("findings");
    assertThat(browser().find("main").getText()).contains("No hazard has been found.");
    assertThat(browser().find("#connection").getText()).contains("process " + program().pid());
    program().terminate();
    program().waitFor();
    browser().textOnce("#connection.lost", "the agent does not answer; what is shown is old");
    assertThat(browser().find("main").getText()).contains("No hazard has been found.");
    browser().picture("lost-light");
  }

  @Test
  void answer_thatIsAnError_isShownAsTheAgentSaysIt() throws Exception {
    start("detectors=none");
    browser().driver.get(program().uri().toString());
    browser().until("!document.getElementById('main').hasAttribute('aria-busy')");
    browser()
        .run(
            "window.fetch = async () => new Response('{\"error\":\"too <b>many</b>\"}', {status: 503})");
    browser().textOnce("#connection.lost", "the agent answers: too <b>many</b>");
  }

  @Test
  void token_givenToTheBrowser_pageAndSettingsWork() throws Exception {
    start("http.token=s3cret,detectors=none");
    URI uri = program().uri();
    browser().driver.get("http://any:s3cret@127.0.0.1:" + uri.getPort() + "/");
    browser().textOnce("#connection", "process " + program().pid());
    browser().click("settings");
    browser().until("document.getElementById('budget').value !== ''");
    WebElement budget = browser().find("#budget");
    budget.clear();
    budget.sendKeys("12345", Keys.ENTER);
    browser().textOnce("main", "In force.");
    assertThat(browser().complaints()).isEmpty();
    assertThat(program().get("/settings").statusCode()).isEqualTo(401);
  }

  @Test
  void anotherSite_cannotReadNorChange() throws Exception {
    start("detectors=none");
    String agent = program().uri().toString();
    Path site = folder.resolve("site.html");
    Files.writeString(site, "<!doctype html><title>other</title>");
    browser().driver.get(site.toUri().toString());
    for (String options :
        List.of("{}", "{method: 'PUT', body: '{\"enabled\":false}'}", "{credentials: 'include'}")) {
      Object outcome =
          browser()
              .driver
              .executeAsyncScript(
                  "fetch('"
                      + agent
                      + "settings', "
                      + options
                      + ").then(r => r.text())"
                      + ".then(arguments[0], e => arguments[0]('refused'))");
      assertThat(outcome).as(options).isEqualTo("refused");
    }
    Object opaque =
        browser()
            .driver
            .executeAsyncScript(
                "fetch('"
                    + agent
                    + "maps', {mode: 'no-cors'})"
                    + ".then(() => arguments[0]('read'), e => arguments[0]('refused'))");
    assertThat(opaque).isEqualTo("refused");
    assertThat(program().json("/settings").get("enabled").getAsBoolean()).isTrue();
  }

  private void start(String options) throws Exception {
    started =
        AgentProcess.in(folder).moreAgentOptions(options).program(Shop.class.getName()).start();
  }

  private Browser browser() {
    return Objects.requireNonNull(opened);
  }

  private AgentProcess program() {
    return Objects.requireNonNull(started);
  }
}
