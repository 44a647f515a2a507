package dev.tombstone.exporters.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** What the documentation says of a hazard, as HTML. */
public final class HazardPage {
  private static final String FOLDER = "dev/tombstone/exporters/page/hazards/";
  private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,63}");
  private static final Pattern NEIGHBOUR = Pattern.compile("([a-z][a-z-]{0,63})\\.md(#.*)?");

  /** Links to other hazards lead to their pages; what is not served here is only text. */
  private static final class Links extends AbstractVisitor {
    @Override
    public void visit(Link link) {
      visitChildren(link);
      Matcher neighbour = NEIGHBOUR.matcher(link.getDestination());
      if (neighbour.matches()) {
        link.setDestination("/hazards/" + neighbour.group(1));
      } else if (!link.getDestination().startsWith("https://")) {
        Node child = link.getLastChild();
        while (child != null) {
          Node previous = child.getPrevious();
          link.insertAfter(child);
          child = previous;
        }
        link.unlink();
      }
    }
  }

  private HazardPage() {}

  /** The page of the hazard with this id, if there is one. */
  public static Optional<byte[]> of(String id) {
    return ID.matcher(id).matches() ? text(id).map(text -> html(id, text)) : Optional.empty();
  }

  private static byte[] html(String id, String markdown) {
    Node document = Parser.builder().build().parse(markdown);
    document.accept(new Links());
    String body =
        HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build().render(document);
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>/*id*/ · Tombstone</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/page/page.css">
        </head>
        <body>
        <nav aria-label="Live page"><a href="/#findings">Findings</a></nav>
        <main class="prose">
        /*body*/</main>
        </body>
        </html>
        """
        .replace("/*id*/", id)
        .replace("/*body*/", body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<String> text(String id) {
    try (InputStream in =
        HazardPage.class.getClassLoader().getResourceAsStream(FOLDER + id + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
