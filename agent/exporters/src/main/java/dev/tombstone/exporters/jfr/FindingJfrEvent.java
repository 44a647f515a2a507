package dev.tombstone.exporters.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** {@code tombstone.Finding}. */
@Name("tombstone.Finding")
@Label("Finding")
@Category("Tombstone")
@Description("A dangerous deletion, when it is first seen in a recording and when its count rises")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class FindingJfrEvent extends Event {
  @Label("Hazard")
  String hazard = "";

  @Label("Grade")
  @Description("PROVEN or OBSERVED")
  String grade = "";

  @Label("Map")
  @Description("Runtime class of the map")
  String map = "";

  @Label("Count")
  @Description("How often it was seen since the agent started")
  long count;

  @Label("First Seen")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  long firstSeen;

  @Label("Last Seen")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  long lastSeen;

  @Label("Summary")
  String summary = "";

  @Label("Threads")
  @Description("Who took part: name and stack of each thread, a frame a line")
  String threads = "";

  @Label("Help")
  @Description("Path of the page that explains it")
  String help = "";
}
