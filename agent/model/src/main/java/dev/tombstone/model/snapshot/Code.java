package dev.tombstone.model.snapshot;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose work a deletion is: that of the code that uses the map. */
public enum Code {
  /** The application's own code. */
  APPLICATION("application"),
  /** Code that came with the application, from others. */
  LIBRARY("library"),
  /** The JDK, for its own ends: class loading, sockets, loggers. */
  JDK("jdk");

  /** Whoever's. */
  public static final Set<Code> ALL = Collections.unmodifiableSet(EnumSet.allOf(Code.class));

  /** What is shown unless something else is asked for: all but the JDK's own work. */
  public static final Set<Code> USUAL =
      Collections.unmodifiableSet(EnumSet.of(APPLICATION, LIBRARY));

  /** The word for all of them. */
  public static final String ANY = "all";

  private final String id;

  Code(String id) {
    this.id = id;
  }

  /** The ids of these, in order. */
  public static List<String> ids(Set<Code> codes) {
    return codes.stream().sorted().map(Code::id).toList();
  }

  /** {@code application}, {@code library} or {@code jdk}. */
  public String id() {
    return id;
  }

  /** What is asked for by one of these, {@link #ANY}, or nothing at all; empty for other words. */
  public static Optional<Set<Code>> asked(String word) {
    if (word.isEmpty()) {
      return Optional.of(USUAL);
    }
    if (word.equals(ANY)) {
      return Optional.of(ALL);
    }
    for (Code code : values()) {
      if (code.id.equals(word)) {
        return Optional.of(Set.of(code));
      }
    }
    return Optional.empty();
  }
}
