package dev.tombstone.exporters.flame;

import dev.tombstone.exporters.json.Json;
import dev.tombstone.exporters.page.PageFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The flame graph as one file with all that it needs in it, so that it can be kept. Scripts and
 * styles are allowed by their digests; the data is no script.
 */
public final class FlamePage {
  private final String template;
  private final String style;
  private final String script;

  /** Reads what the page is made of from the agent's jar. */
  public FlamePage() {
    template = text(PageFile.FLAME_TEMPLATE);
    style = text(PageFile.STYLE_SHEET);
    script = text(PageFile.FLAME_SCRIPT);
  }

  /** The page of this tree. */
  public byte[] of(FlameTree tree) {
    String data = new String(Json.bytes(tree), StandardCharsets.UTF_8).replace("<", "\\u003c");
    return template
        .replace("/*style*/", style)
        .replace("/*script*/", script)
        .replace("/*data*/", data)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The policy under which a browser may show it. */
  public String policy() {
    return "default-src 'none'; img-src data:; script-src '"
        + digest(script)
        + "'; style-src '"
        + digest(style)
        + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(PageFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }
}
