package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.Memory;
import dev.tombstone.exporters.http.endpoint.Limits;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.reactor.IOSession;

/**
 * The open connections. Past the limit the one that has kept the server waiting longest makes room,
 * so that neither idle nor half-open connections shut others out; a connection that is being
 * answered is never closed for another. If all are, the new one is refused.
 */
public final class Connections {
  private final Limits limits;

  /** The I/O thread only. */
  private boolean rehearsed;

  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /** None yet. */
  public Connections(Limits limits) {
    this.limits = limits;
  }

  /** Takes a new connection in, or closes it: until one has come while there was room in memory. */
  Connection add(IOSession session) {
    Connection connection = new Connection(session, limits);
    rehearsed = rehearsed || Memory.hasRoom();
    if (!rehearsed) {
      connection.close();
    } else if (open.size() < limits.connections() || makeRoom()) {
      open.add(connection);
    } else {
      connection.close();
    }
    return connection;
  }

  /** Forgets one that is closed. */
  void remove(Connection connection) {
    open.remove(connection);
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /** Closes those that take too long; to be called about every second. */
  public void closeOverdue() {
    long now = System.nanoTime();
    for (Connection connection : open) {
      if (connection.deferred(now)) {
        close(connection);
      }
    }
  }

  private boolean makeRoom() {
    long now = System.nanoTime();
    Optional<Connection> longest =
        open.stream()
            .filter(Connection::waiting)
            .max(Comparator.comparingLong(connection -> connection.ageNanos(now)));
    longest.ifPresent(this::close);
    return longest.isPresent();
  }

  private void close(Connection connection) {
    connection.close();
    open.remove(connection);
  }
}
