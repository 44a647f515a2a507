package dev.tombstone.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. Without one, and without its driver, tests are skipped. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where screenshots go. */
  static final Path PICTURES = Path.of("target/page");

  final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser start() throws IOException {
    Path binary = onPath("chromium", "chromium-browser", "google-chrome");
    Path service = onPath("chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900");
    LoggingPreferences logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    Files.createDirectories(PICTURES);
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(service.toFile())
                .usingAnyFreePort()
                .build(),
            options));
  }

  private static Path onPath(String... names) {
    Optional<Path> found =
        Arrays.stream(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no " + names[0] + " here: the page is not tested");
    return found.orElseThrow();
  }

  /** The first element; waited for. */
  WebElement find(String css) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .until(() -> all(css), elements -> !elements.isEmpty())
        .get(0);
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The text of all of the page that is shown, once it holds this. */
  String textOnce(String css, String part) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(StaleElementReferenceException.class)
        .until(() -> find(css).getText(), text -> text.contains(part));
  }

  /** What a script returns, once that is true; tables are made anew between two calls. */
  void until(String script) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(JavascriptException.class)
        .until(() -> Boolean.TRUE.equals(driver.executeScript("return " + script)));
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes to a view as a mouse does. */
  void click(String view) {
    find("nav a[href='#" + view + "']").click();
    settled(view);
  }

  /** Goes to a view as a keyboard does, from the top of a new page, by Tab and Enter. */
  void tabTo(String view) {
    for (int presses = 0; presses < 12; presses++) {
      press(Keys.TAB);
      Object link = run("return document.activeElement.getAttribute('href')");
      if (("#" + view).equals(link)) {
        press(Keys.ENTER);
        settled(view);
        return;
      }
    }
    throw new AssertionError(view + " cannot be reached by Tab");
  }

  private void settled(String view) {
    until(
        "location.hash === '#"
            + view
            + "' && !document.getElementById('main').hasAttribute('aria-busy')");
  }

  /** What axe-core finds wrong and serious, as text; empty if nothing. */
  String violations() throws IOException {
    return axe("");
  }

  /** The same of colours alone, which is all that another scheme changes. */
  String lowContrast() throws IOException {
    return axe("{runOnly: ['color-contrast']}");
  }

  private String axe(String options) throws IOException {
    if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
      run(script());
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run("
                + options
                + ").then(result => done(result.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)"
                + ".slice(0, 3).join(' | ')).join('\\n')), error => done(String(error)));");
    return String.valueOf(found);
  }

  private static String script() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void picture(String name) throws IOException {
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", false))
            .get("data");
    Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode((String) data));
  }

  /** What the console has had to say since the last call, without what is only told. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
