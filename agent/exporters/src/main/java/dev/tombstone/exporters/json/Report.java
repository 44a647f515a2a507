package dev.tombstone.exporters.json;

import dev.tombstone.model.snapshot.Code;
import dev.tombstone.model.snapshot.SnapshotSource;
import dev.tombstone.model.snapshot.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything in one object, each value what its endpoint answers. */
public final class Report {
  private static final int ROWS = 200;

  private Report() {}

  /** Takes the report now. */
  public static Map<String, Object> of(SnapshotSource source) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("meta", source.meta());
    report.put("maps", source.maps());
    report.put("hotkeys", source.hotKeys(Window.ALL, ROWS, "", "", Code.USUAL));
    report.put("sites", source.sites(Window.ALL, ROWS, Code.USUAL));
    report.put("findings", source.findings());
    report.put("coverage", source.coverage());
    return report;
  }
}
