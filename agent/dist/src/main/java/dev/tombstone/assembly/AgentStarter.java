package dev.tombstone.assembly;

import dev.tombstone.hook.RecordingControl;
import dev.tombstone.instrumentation.MapInstrumentation;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Starts the agent in this JVM. */
public final class AgentStarter {
  private AgentStarter() {}

  /** Called by the start-up class on the thread that runs {@code premain}. */
  public static void start(@Nullable String arguments, Instrumentation instrumentation) {
    HookDefiner.define(instrumentation);
    RecordingControl.setCounting(true);
    MapInstrumentation installed = MapInstrumentation.install(instrumentation);
    System.err.println("woven " + installed.wovenClasses() + " " + installed.complaints());
  }
}
