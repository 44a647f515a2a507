package dev.tombstone.agent.programs.hostile;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Threads and classes whose names end lines, clear screens and turn text round, in a program that
 * does wrong what detectors find. Ends when its input does.
 */
public final class HostileNames {
  /** Begins a line of the agent's, sets a title, turns the direction round. */
  public static final String THREAD =
      "a\ntombstone: faked\r\u001b]0;x\u0007\u009b2J\u202eevil\u2028";

  /** As long in bytes as the part of the name of {@link Map0123456} that it takes the place of. */
  private static final String CLASS = "M\n\u001bc2J\r\u007f\"\\";

  /** Is defined under another name. */
  public static final class Map0123456 extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  private static final class Key {
    private int number;

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other == this;
    }
  }

  private HostileNames() {}

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    Class<?> hostile = new Renaming().define();
    Thread thread = new Thread(() -> run(hostile), THREAD);
    thread.setDaemon(true);
    thread.start();
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static void run(Class<?> mapClass) {
    try {
      while (true) {
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) mapClass.getConstructor().newInstance();
        Key key = new Key();
        map.put(key, "text");
        key.number = 7;
        map.remove(key);
        map.put("text", "text");
        map.remove(1);
        Thread.sleep(1);
      }
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Renaming extends ClassLoader {
    Class<?> define() throws Exception {
      String name = Map0123456.class.getName();
      try (InputStream in = getResourceAsStreamOf(name)) {
        String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        byte[] renamed = bytes.replace("Map0123456", CLASS).getBytes(StandardCharsets.ISO_8859_1);
        return defineClass(null, renamed, 0, renamed.length);
      }
    }

    private static InputStream getResourceAsStreamOf(String name) {
      return HostileNames.class
          .getClassLoader()
          .getResourceAsStream(name.replace('.', '/') + ".class");
    }
  }
}
