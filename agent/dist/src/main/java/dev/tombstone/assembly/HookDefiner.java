package dev.tombstone.assembly;

import dev.tombstone.hook.HookIdentity;
import dev.tombstone.model.text.Version;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.zip.CRC32;
import jdk.internal.misc.Unsafe;

/**
 * Defines the hook's classes in the boot loader, where instrumented JDK classes can call them.
 *
 * <p>{@code Instrumentation.appendToBootstrapClassLoaderSearch} would do it too, but switches
 * application class-data sharing off and prints a warning. Instead the JDK's internal {@code
 * Unsafe.defineClass} is opened to this loader's module, and to the hook itself, which reads thread
 * ids with it.
 */
final class HookDefiner {
  private static final String PACKAGE = "dev.tombstone.hook.";

  /** Every class of the hook, each after those it extends or implements. */
  private static final String[] CLASSES = {
    "OperationCode",
    "DeletionFlags",
    "Part",
    "RemovalSink",
    "AsyncStop",
    "Failures",
    "jdk.ArrayLayout",
    "sampling.RandomNumbers",
    "jdk.ClassOrigin",
    "watch.StackReserve",
    "thread.AgentThreadGroup",
    "thread.AgentThread",
    "thread.OwnRights",
    "thread.AgentThreadMaking",
    "thread.AgentThreads",
    "sampling.Gate",
    "sampling.Sampling",
    "jdk.EntryVisitor",
    "jdk.Fields",
    "jdk.MapLayout",
    "jdk.ChainedLayout",
    "jdk.HashMapLayout",
    "jdk.ConcurrentHashMapLayout",
    "jdk.TreeMapLayout",
    "jdk.SkipListMapLayout",
    "jdk.WeakHashMapLayout",
    "jdk.IdentityHashMapLayout",
    "jdk.EnumMapLayout",
    "jdk.HashtableLayout",
    "jdk.MapLayouts",
    "jdk.MapInternals",
    "jdk.MapEntries",
    "jdk.MapViews$Table",
    "jdk.MapViews",
    "ScopeStack",
    "watch.RemovalRun",
    "bulk.BulkTurns",
    "bulk.LoopRun",
    "row.Row",
    "row.Rows",
    "ThreadCell",
    "ThreadCells",
    "row.SharedCounts",
    "MapCounters",
    "CounterTable$Slot",
    "CounterTable$State",
    "CounterTable",
    "DeferredCounts$Deletion",
    "DeferredCounts",
    "RecordingControl$IdleSink",
    "RecordingControl",
    "sampling.GeometricDraw",
    "jdk.PropertiesMaps$Slot",
    "jdk.PropertiesMaps",
    "BulkRemoval",
    "OperationScope",
    "watch.BinObserver",
    "watch.BinHook",
    "watch.MissObserver",
    "watch.MissHook",
    "value.RemovedValueObserver",
    "value.RemovedValueHook$Watcher",
    "value.RemovedValueHook",
    "value.CloseObserver",
    "value.CloseHook",
    "SampledRemoval",
    "HookProbe",
    "RowSearch",
    "RemovalHook",
    "watch.RecursionObserver",
    "watch.RecursionHook",
    "FailedRemoval",
    "watch.MutationObserver",
    "watch.Confinement",
    "watch.OperationCount",
    "watch.MutationHook",
    "watch.MapChanges",
    "bulk.LoopObserver",
    "bulk.LoopHook",
    "watch.IterationObserver",
    "watch.IterationHook",
    "watch.ResizeObserver",
    "watch.ResizeHook",
    "watch.WeakMapObserver",
    "watch.WeakMapHook",
    "jdk.ObjectFields",
    "jdk.LinearCollections",
    "bulk.BulkObserver",
    "bulk.BulkHook",
    "watch.RetransformObserver",
    "watch.RetransformHook",
    "thread.ExitTask",
    "HookIdentity",
  };

  private HookDefiner() {}

  /**
   * Defines and initialises the hook, unless an earlier agent of this JVM has done so.
   *
   * @throws IllegalStateException if the JVM does not allow it, or has another version's hook
   */
  static void define(Instrumentation instrumentation) {
    try {
      byte[][] hook = new byte[CLASSES.length][];
      for (int i = 0; i < CLASSES.length; i++) {
        hook[i] = bytesOf(CLASSES[i]);
      }
      if (!isDefined()) {
        JdkInternals.open(instrumentation);
        Unsafe unsafe = Unsafe.getUnsafe();
        for (int i = 0; i < CLASSES.length; i++) {
          unsafe.defineClass(PACKAGE + CLASSES[i], hook[i], 0, hook[i].length, null, null);
        }
        JdkInternals.exportUnsafe(
            instrumentation, Class.forName(PACKAGE + "DeletionFlags", false, null).getModule());
      }
      String own = identity(hook);
      String present = HookIdentity.orElse(own);
      if (!own.equals(present)) {
        throw new IllegalStateException(
            "an agent of another version has been in this JVM, and its hook ("
                + present
                + ") cannot be replaced by this one's ("
                + own
                + "); restart the JVM");
      }
      for (String name : CLASSES) {
        Class.forName(PACKAGE + name, true, null);
      }
    } catch (ClassNotFoundException | IOException | LinkageError e) {
      throw new IllegalStateException("the JVM does not take the hook: " + e, e);
    }
  }

  /** Version and checksum of the hook's classes in this jar. */
  private static String identity(byte[][] hook) {
    CRC32 checksum = new CRC32();
    for (byte[] bytes : hook) {
      checksum.update(bytes);
    }
    return Version.OWN + "/" + Long.toHexString(checksum.getValue());
  }

  private static boolean isDefined() {
    try {
      Class.forName(PACKAGE + "RemovalHook", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] bytesOf(String name) throws IOException {
    String path = (PACKAGE + name).replace('.', '/') + ".class";
    try (InputStream in = HookDefiner.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("missing from the agent's jar: " + path);
      }
      return in.readAllBytes();
    }
  }
}
