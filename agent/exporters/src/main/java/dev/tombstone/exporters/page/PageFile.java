package dev.tombstone.exporters.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A file of the live page.
 *
 * @param path where it is served
 * @param contentType with charset
 * @param resource where it is in the jar
 */
public record PageFile(String path, String contentType, String resource) {
  private static final String OWN = "dev/tombstone/exporters/page/";
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** The looks of every page. */
  public static final PageFile STYLE_SHEET = own("page.css", STYLE);

  /** Draws a flame graph; needs no other script. */
  public static final PageFile FLAME_SCRIPT = own("flame.js", SCRIPT);

  /** The flame graph's own page, with marks where its parts go; not served as it is. */
  public static final PageFile FLAME_TEMPLATE =
      new PageFile("/flamegraph", HTML, OWN + "flame.html");

  /** Every file: one line each. */
  public static final List<PageFile> ALL =
      List.of(
          new PageFile("/", HTML, OWN + "index.html"),
          STYLE_SHEET,
          own("main.js", SCRIPT),
          own("api.js", SCRIPT),
          own("dom.js", SCRIPT),
          own("format.js", SCRIPT),
          own("history.js", SCRIPT),
          FLAME_SCRIPT,
          own("views/overview.js", SCRIPT),
          own("views/keys.js", SCRIPT),
          own("views/sites.js", SCRIPT),
          own("views/findings.js", SCRIPT),
          own("views/flame.js", SCRIPT),
          own("views/coverage.js", SCRIPT),
          own("views/settings.js", SCRIPT),
          new PageFile("/page/uplot.js", SCRIPT, UPLOT + "uPlot.iife.min.js"),
          new PageFile("/page/uplot.css", STYLE, UPLOT + "uPlot.min.css"));

  private static PageFile own(String name, String contentType) {
    return new PageFile("/page/" + name, contentType, OWN + name);
  }

  /**
   * Its contents.
   *
   * @throws UncheckedIOException if the jar does not have it
   */
  public byte[] bytes() {
    try (InputStream in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("missing from the agent's jar: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
