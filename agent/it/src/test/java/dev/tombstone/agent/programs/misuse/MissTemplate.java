package dev.tombstone.agent.programs.misuse;

import java.util.HashMap;
import java.util.Map;

/** Removals by a key of the wrong class, until the thread is interrupted. */
@SuppressWarnings("CollectionIncompatibleType")
final class MissTemplate implements Runnable {
  private final Map<Long, String> map = new HashMap<>();

  @Override
  public void run() {
    map.put(1L, "text");
    Throwable before = new Throwable();
    while (!Thread.interrupted()) {
      removeByInteger(1);
    }
    System.out.println("lines " + (hasLine(before) && hasLine(new Throwable())));
  }

  private void removeByInteger(int key) {
    map.remove(key);
  }

  /** A frame of a class that was retransformed meanwhile is from an unknown source. */
  private static boolean hasLine(Throwable thrown) {
    StackTraceElement innermost = thrown.getStackTrace()[0];
    return innermost.getFileName() != null && innermost.getLineNumber() > 0;
  }
}
