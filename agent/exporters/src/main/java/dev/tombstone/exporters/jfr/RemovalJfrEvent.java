package dev.tombstone.exporters.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** {@code tombstone.Removal}. */
@Name("tombstone.Removal")
@Label("Removal")
@Category("Tombstone")
@Description(
    "A sampled deletion attempt, with the deleting thread's stack; recorded by a thread of the"
        + " agent up to 0.1 s later")
@StackTrace(false)
@Registered(false)
final class RemovalJfrEvent extends Event {
  @Label("Map")
  @Description("Runtime class of the map")
  String map = "";

  @Label("Operation")
  String operation = "";

  @Label("Key")
  @Description("Text by the rules of keys.display; empty where there is no single key")
  String key = "";

  @Label("Key Class")
  String keyClass = "";

  @Label("Hit")
  @Description("Whether something was removed")
  boolean hit;

  @Label("Entries")
  @Description("Entries that left the map")
  long entries;

  @Label("Removal Time")
  @Description("Time the removal took; -1 ns where only its end is known")
  @Timespan(Timespan.NANOSECONDS)
  long removalTime;

  @Label("Weight")
  @Description("Deletion attempts that this one stands for")
  long weight;

  @Label("Deleting Thread")
  String deletingThread = "";

  @Label("Call Site")
  @Description("The frame whose code uses the map")
  String site = "";

  @Label("Frames")
  @Description("Stack of the deleting thread from the call site outwards, a frame a line")
  String frames = "";
}
