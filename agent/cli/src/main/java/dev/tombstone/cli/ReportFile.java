package dev.tombstone.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tombstone.model.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a report file.
 *
 * @param file as it was named
 * @param findings in its order
 * @param withoutDetectors true if it says that none was on when it was written
 */
record ReportFile(Path file, List<Finding> findings, boolean withoutDetectors) {
  /** What a gate shows of one finding. */
  record Finding(
      String hazard, String grade, String map, String count, String summary, List<String> threads) {
    void print(PrintWriter out) {
      out.println("  " + grade + " " + hazard + ", " + map + ", " + count + "x: " + summary);
      threads.forEach(line -> out.println("    " + line));
    }
  }

  /**
   * Reads a file.
   *
   * @throws Failure if there is none or it is no report
   */
  static ReportFile read(Path file) {
    try {
      JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      List<Finding> findings = new ArrayList<>();
      for (JsonElement each : report.getAsJsonObject("findings").getAsJsonArray("findings")) {
        findings.add(finding(each.getAsJsonObject()));
      }
      return new ReportFile(file, findings, withoutDetectors(report.getAsJsonObject("meta")));
    } catch (NoSuchFileException e) {
      throw new Failure(Failure.USAGE, file + ": no such file");
    } catch (IOException e) {
      throw new Failure(Failure.USAGE, file + " cannot be read: " + e);
    } catch (JsonParseException e) {
      throw new Failure(Failure.USAGE, file + " is no JSON");
    } catch (RuntimeException e) {
      // Gson's answers to a member that is missing or of another type.
      throw new Failure(Failure.USAGE, file + " is no report");
    }
  }

  private static Finding finding(JsonObject finding) {
    return new Finding(
        Printable.of(finding.get("hazard").getAsString()),
        Printable.of(finding.get("grade").getAsString()),
        text(finding, "map"),
        text(finding, "count"),
        text(finding, "summary"),
        threads(finding.getAsJsonArray("threads")));
  }

  private static List<String> threads(@Nullable JsonArray threads) {
    List<String> lines = new ArrayList<>();
    for (JsonElement each : threads == null ? new JsonArray() : threads) {
      JsonObject thread = each.getAsJsonObject();
      lines.add("thread " + text(thread, "name"));
      for (JsonElement frame : thread.getAsJsonArray("stack")) {
        lines.add("  at " + Printable.of(frame.getAsString()));
      }
    }
    return lines;
  }

  private static boolean withoutDetectors(@Nullable JsonObject meta) {
    return meta != null
        && meta.get("settings") instanceof JsonObject settings
        && text(settings, "detectors").equals("none");
  }

  private static String text(JsonObject object, String member) {
    JsonElement value = object.get(member);
    return value == null ? "unknown" : Printable.of(value.getAsString());
  }
}
