package dev.tombstone.exporters.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** {@code tombstone.RemovalCount}. */
@Name("tombstone.RemovalCount")
@Label("Removal Count")
@Category("Tombstone")
@Description("Exact counts of one map class and operation since the agent started")
@Period("10 s")
@StackTrace(false)
@Registered(false)
final class RemovalCountJfrEvent extends Event {
  @Label("Map")
  @Description("Runtime class of the map")
  String map = "";

  @Label("Operation")
  String operation = "";

  @Label("Removed")
  @Description("Entries that left")
  long removed;

  @Label("Missed")
  @Description("Keyed removals that found nothing")
  long missed;

  @Label("Failed")
  @Description("Removals that removed nothing and ended in an exception")
  long failed;
}
