package dev.tombstone.benchmarks.report;

import java.util.List;

/** A table, row by row. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... columns) {
    this(List.of(columns));
  }

  MarkdownTable(List<String> columns) {
    row(columns);
    line("|" + "---|".repeat(columns.size()));
  }

  void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
