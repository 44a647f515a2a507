package dev.tombstone.exporters.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** {@code tombstone.HotKey}. */
@Name("tombstone.HotKey")
@Label("Hot Key")
@Category("Tombstone")
@Description("One of the hottest deleted keys of the last minute")
@Period("10 s")
@StackTrace(false)
@Registered(false)
final class HotKeyJfrEvent extends Event {
  @Label("Rank")
  @Description("From 1, the hottest")
  int rank;

  @Label("Key")
  @Description("Text by the rules of keys.display")
  String key = "";

  @Label("Key Class")
  String keyClass = "";

  @Label("Map")
  @Description("Class of the map it was deleted from most")
  String map = "";

  @Label("Estimate")
  @Description("Deletion attempts in the last minute")
  long estimate;

  @Label("Lower Bound")
  long lower;

  @Label("Upper Bound")
  long upper;

  @Label("Share")
  @Description("Share of all deletion attempts")
  @Percentage
  double share;

  @Label("Miss Ratio")
  @Description("Share of the attempts that found nothing")
  @Percentage
  double missRatio;
}
