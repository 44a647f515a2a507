package dev.tombstone.assembly;

import dev.tombstone.hook.CounterTable;
import dev.tombstone.hook.MapCounters;
import dev.tombstone.hook.RecordingControl;
import dev.tombstone.instrumentation.MapInstrumentation;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.operation.Operation;
import dev.tombstone.model.snapshot.CoverageSnapshot.MapCoverage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@link OwnMap} in several loaders, none of which finds anything but the JDK: what it
 * prints is compared by {@link LibraryMapsTest}.
 */
public final class LibraryMapsProgram {
  private static final String OWN = "dev/tombstone/assembly/OwnMap";
  private static final String COPY = "some/shaded/assembly/OwnMap";
  private static final String OTHER = "some/other/assembly/OwnMap";
  private static final int AT_ONCE = 1_000;

  private static final MapFamily FAMILY =
      MapFamily.ofLibrary("dev.tombstone.assembly.OwnMap")
          .at(
              Operation.REMOVE,
              "remove(Ljava/lang/Object;)Ljava/lang/Object;",
              new Decrement("size", true, KeySource.PARAMETER, ""))
          .at(Operation.COMPUTE, "computeIfPresent", new Inner("remove"))
          .at(Operation.CLEAR, "clear", new Drop("size"))
          .since("9.9", Operation.POLL, "removeFirst", new Drop("size"))
          .build();

  /** Knows one class, and for all others the boot loader alone. */
  private static final class Alone extends ClassLoader {
    private final String type;
    private final byte[] bytes;

    Alone(String type, byte[] bytes) {
      super(null);
      this.type = type;
      this.bytes = bytes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(type.replace('/', '.'))) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @SuppressWarnings("unchecked")
    Map<Object, Object> make() throws ReflectiveOperationException {
      return (Map<Object, Object>)
          loadClass(type.replace('/', '.')).getDeclaredConstructor().newInstance();
    }

    /** A loader's own methods are the application's. */
    @Override
    public int hashCode() {
      throw new IllegalStateException("the agent called hashCode of a class loader");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new IllegalStateException("the agent called equals of a class loader");
    }
  }

  private static @Nullable Instrumentation instrumentation;

  private LibraryMapsProgram() {}

  /** Keeps what the JVM gives. */
  public static void premain(String options, Instrumentation given) {
    instrumentation = given;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    Instrumentation jvm = Objects.requireNonNull(instrumentation);
    HookDefiner.define(jvm);
    RecordingControl.setCounting(true);
    byte[] own = bytes();
    Alone early = new Alone(OWN, own);
    Map<Object, Object> loadedBefore = early.make();
    MapInstrumentation maps = MapInstrumentation.of(jvm, AT_ONCE);
    maps.addLibraries(List.of(FAMILY), new BootClasses());
    maps.install(Set.of());

    use(loadedBefore, 10);
    print("before", OWN);
    Alone late = new Alone(OWN, own);
    use(late.make(), 20);
    print("both", OWN);
    Alone copied = new Alone(COPY, renamed(own, COPY));
    use(copied.make(), 5);
    print("copy", COPY);
    Alone different = new Alone(OTHER, renamed(withoutClear(own), OTHER));
    use(different.make(), 7);
    print("another class of the name", OTHER);
    Alone partly = new Alone(OWN, withoutClear(own));
    use(partly.make(), 3);
    print("another shape", OWN);
    for (MapCoverage row : maps.coverage().maps()) {
      if (row.map().endsWith("OwnMap")) {
        System.out.println("coverage " + row.map() + " " + row.status() + " " + row.reason());
      }
    }

    WeakReference<ClassLoader> dropped = new WeakReference<>(late);
    late = null;
    for (int i = 0; i < 50 && dropped.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    System.out.println("unloaded " + (dropped.get() == null));
    print("after", OWN);
    maps.uninstall();
    use(loadedBefore, 100);
    use(new Alone(OWN, own).make(), 100);
    print("uninstalled", OWN);
    System.out.println("end");
  }

  private static void use(Map<Object, Object> map, int times) {
    for (int i = 0; i < times; i++) {
      map.put(i, i);
      map.remove(i);
      map.remove("absent");
      map.put(i, i);
      map.computeIfPresent(i, (key, value) -> null);
      map.put(i, i);
      map.clear();
    }
  }

  private static void print(String what, String type) {
    for (MapCounters counters : CounterTable.all()) {
      if (counters.mapClass().equals(type.replace('/', '.'))) {
        System.out.printf(
            "%s: removed %d missed %d computed %d cleared %d%n",
            what,
            counters.removed(Operation.REMOVE.ordinal()),
            counters.missed(Operation.REMOVE.ordinal()),
            counters.removed(Operation.COMPUTE.ordinal()),
            counters.removed(Operation.CLEAR.ordinal()));
        return;
      }
    }
    System.out.println(what + ": nothing");
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in =
        LibraryMapsProgram.class.getClassLoader().getResourceAsStream(OWN + ".class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] renamed(byte[] original, String name) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(original)
        .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, OWN, name)), 0);
    return writer.toByteArray();
  }

  /** With {@code clear} under another name. */
  private static byte[] withoutClear(byte[] original) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(original)
        .accept(
            new ClassRemapper(
                writer, new SimpleRemapper(Opcodes.ASM9, Map.of(OWN + ".clear()V", "wipe"))),
            0);
    return writer.toByteArray();
  }
}
