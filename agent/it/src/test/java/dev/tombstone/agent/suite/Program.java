package dev.tombstone.agent.suite;

import java.util.List;

/**
 * A small program.
 *
 * @param name what it does, in a few words
 * @param since the feature version of the JDK that it needs
 * @param virtual whether its threads are virtual
 * @param setup makes new maps, and says what its threads do with them
 */
record Program(String name, int since, boolean virtual, Setup setup) {
  /** What a thread does, again and again. */
  interface Body {
    void run() throws Exception;
  }

  /** Begins a round. */
  interface Setup {
    List<Body> bodies() throws Exception;
  }

  static Program of(String name, Setup setup) {
    return new Program(name, 17, false, setup);
  }

  static Program onVirtualThreads(String name, Setup setup) {
    return new Program(name, 21, true, setup);
  }

  /** Two threads that do the same. */
  static List<Body> twice(Body body) {
    return List.of(body, body);
  }
}
