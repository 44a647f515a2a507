package dev.tombstone.exporters.http;

import dev.tombstone.core.snapshot.AgentSnapshot;
import dev.tombstone.core.snapshot.HotKeysSnapshot;
import dev.tombstone.core.snapshot.MapsSnapshot;
import dev.tombstone.core.snapshot.SitesSnapshot;
import dev.tombstone.core.snapshot.SnapshotSource;
import dev.tombstone.core.snapshot.Window;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * {@code /}: a plain page that says what is deleted now, with links to the endpoints. No script and
 * no outside resource; it reloads itself.
 */
final class StartPage {
  private static final int ROWS = 10;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8884;--bar:#c2410c}
      body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .4rem}
      table{border-collapse:collapse;width:100%}
      th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}
      td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      td.k{font-family:ui-monospace,monospace;word-break:break-all}
      meter{width:9rem}p.warn{border-left:4px solid var(--bar);padding-left:.8rem}
      nav a{margin-right:1rem}.wrap{overflow-x:auto}
      """;

  private StartPage() {}

  static Response of(SnapshotSource source) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<meta http-equiv=\"refresh\" content=\"5\"><title>Tombstone</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>Tombstone</h1>");
    AgentSnapshot agent = source.agent();
    html.append("<p>")
        .append(escape(agent.version()))
        .append(" on JDK ")
        .append(escape(agent.jdk()))
        .append(" · recording ")
        .append(
            agent.sampleRatio() == 0
                ? "nothing"
                : agent.sampleRatio() == 1
                    ? "every deletion"
                    : "1 in " + (long) (1 / agent.sampleRatio()))
        .append(" in detail · agent processor time ")
        .append(String.format(Locale.ROOT, "%.2f s", agent.cpuSeconds()))
        .append("</p>");
    for (String sentence : source.health().degraded()) {
      html.append("<p class=\"warn\" role=\"status\">").append(escape(sentence)).append("</p>");
    }
    keys(html, source.hotKeys(Window.MINUTE, ROWS, "", ""));
    sites(html, source.sites(Window.MINUTE, ROWS));
    maps(html, source.maps());
    html.append("<h2>Endpoints</h2><nav aria-label=\"Endpoints\">");
    for (String path :
        List.of("/hotkeys", "/sites", "/maps", "/coverage", "/metrics", "/report", "/healthz")) {
      html.append("<a href=\"").append(path).append("\">").append(path).append("</a>");
    }
    html.append("</nav></body></html>");
    return Response.ok(
        "text/html; charset=utf-8", html.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void keys(StringBuilder html, HotKeysSnapshot hot) {
    html.append("<h2>Hottest deleted keys, last minute</h2>");
    if (hot.keys().isEmpty()) {
      html.append("<p>No deletion with a key in the last minute.</p>");
      return;
    }
    html.append("<p>")
        .append(number(hot.deletions()))
        .append(" deletions, about ")
        .append(number(hot.distinctKeys()))
        .append(" distinct keys</p>");
    table(html, "Key", "Map", "#Deletions", "#At least", "#At most", "Share", "#Missed");
    for (HotKeysSnapshot.HotKey key : hot.keys()) {
      html.append("<tr>");
      cell(html, "k", key.key());
      cell(html, "", key.map());
      cell(html, "n", number(key.estimate()));
      cell(html, "n", number(key.lower()));
      cell(html, "n", number(key.upper()));
      html.append("<td><meter value=\"")
          .append(key.share())
          .append("\" aria-label=\"share\"></meter> ")
          .append(percent(key.share()))
          .append("</td>");
      cell(html, "n", percent(key.missRatio()));
      html.append("</tr>");
    }
    html.append("</tbody></table></div>");
  }

  private static void sites(StringBuilder html, SitesSnapshot sites) {
    html.append("<h2>Call sites that delete most, last minute</h2>");
    if (sites.sites().isEmpty()) {
      html.append("<p>No deletion in the last minute.</p>");
      return;
    }
    table(html, "Site", "Map", "Operation", "#Deletions", "#Missed", "#p50", "#p99");
    for (SitesSnapshot.Site site : sites.sites()) {
      html.append("<tr>");
      cell(html, "k", site.site());
      cell(html, "", site.map());
      cell(html, "", site.op());
      cell(html, "n", number(site.estimate()));
      cell(html, "n", percent(site.missRatio()));
      cell(html, "n", nanos(site.latency().samples(), site.latency().p50Nanos()));
      cell(html, "n", nanos(site.latency().samples(), site.latency().p99Nanos()));
      html.append("</tr>");
    }
    html.append("</tbody></table></div>");
  }

  private static void maps(StringBuilder html, MapsSnapshot maps) {
    html.append("<h2>Deletions by map class, exact, since start</h2>");
    table(html, "Map", "#Removed", "#Missed", "By operation");
    for (MapsSnapshot.MapCounts map :
        maps.maps().subList(0, Math.min(2 * ROWS, maps.maps().size()))) {
      html.append("<tr>");
      cell(html, "k", map.map());
      cell(html, "n", number(map.removed()));
      cell(html, "n", number(map.missed()));
      StringBuilder operations = new StringBuilder();
      map.ops()
          .forEach(
              (op, count) ->
                  operations.append(op).append(' ').append(number(count.removed())).append("  "));
      cell(html, "", operations.toString());
      html.append("</tr>");
    }
    html.append("</tbody></table></div>");
  }

  private static void table(StringBuilder html, String... columns) {
    html.append("<div class=\"wrap\"><table><thead><tr>");
    for (String column : columns) {
      boolean numeric = column.startsWith("#");
      html.append(numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
          .append(numeric ? column.substring(1) : column)
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
  }

  private static void cell(StringBuilder html, String style, String text) {
    html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
        .append(escape(text))
        .append("</td>");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", ratio * 100);
  }

  private static String nanos(long samples, long nanos) {
    if (samples == 0) {
      return "–";
    }
    return nanos < 1_000 ? nanos + " ns" : String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
