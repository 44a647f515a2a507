package dev.tombstone.agent.programs.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads classes where the thread's stack ends, or in a full heap, catches the error, and goes on.
 */
public final class ClassesAtTheEnd {
  private static final int LOADERS = 20_000;
  private static final int DESCENTS = 30;
  private static final int FEW = 100;
  private static final int MANY = 1_000;
  private static final int ENOUGH = 20;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int PIECE_BYTES = 64;

  /** What is loaded, again and again. */
  private static final class Loaded {}

  /** Defines the class in one call, so that little of the stack is left for it. */
  private static final class Definer extends ClassLoader {
    private Definer() {
      super(null);
    }

    private void define(byte[] code) {
      defineClass(null, code, 0, code.length);
    }
  }

  private final byte[] code;
  private final Definer[] definers = new Definer[LOADERS];
  private int next;
  private int overflows;
  private int refused;

  private ClassesAtTheEnd() throws IOException {
    String file = "/" + Loaded.class.getName().replace('.', '/') + ".class";
    try (InputStream in = ClassesAtTheEnd.class.getResourceAsStream(file)) {
      code = in.readAllBytes();
    }
    for (int i = 0; i < LOADERS; i++) {
      definers[i] = new Definer();
    }
  }

  /**
   * Runs as soon as there is a byte on standard input.
   *
   * @param arguments {@code stack} or {@code heap}
   */
  public static void main(String[] arguments) throws Exception {
    ClassesAtTheEnd program = new ClassesAtTheEnd();
    boolean begun = System.in.read() >= 0;
    Runnable task = arguments[0].equals("stack") ? program::stack : program::heap;
    Thread thread = new Thread(null, task, "deep", 512 * 1024);
    thread.start();
    thread.join();
    System.out.println("told " + begun);
    System.out.println("tried " + (program.next > FEW) + " refused " + (program.refused > 0));
    System.out.println("overflows " + program.overflows);
  }

  private void stack() {
    for (int i = 0; i < DESCENTS; i++) {
      try {
        descend();
      } catch (StackOverflowError expected) {
        overflows++;
      }
    }
  }

  private void descend() {
    try {
      descend();
    } catch (StackOverflowError end) {
      tryOne();
      throw end;
    }
  }

  private void heap() {
    List<byte[]> ballast = new ArrayList<>(1 << 20);
    fill(ballast, CHUNK_BYTES);
    fill(ballast, PIECE_BYTES);
    // Each refusal may have taken several collections of everything.
    while (next <= FEW || (refused < ENOUGH && next < MANY)) {
      tryOne();
    }
    while (refused == 0) {
      // There was room for a class all the same.
      fill(ballast, PIECE_BYTES);
      tryOne();
    }
    ballast.clear();
  }

  private static void fill(List<byte[]> ballast, int bytes) {
    try {
      while (true) {
        ballast.add(new byte[bytes]);
      }
    } catch (OutOfMemoryError full) {
      ballast.remove(ballast.size() - 1);
    }
  }

  private void tryOne() {
    try {
      if (next < LOADERS) {
        definers[next++].define(code);
      }
    } catch (StackOverflowError | OutOfMemoryError | LinkageError expected) {
      refused++;
    }
  }
}
