package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import java.time.Duration;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;

/**
 * One connection and how long it may stay as it is. Told of its exchanges by the I/O thread, looked
 * at by the timer thread.
 */
final class Connection {
  private enum Phase {
    WAITING,
    READING,
    ANSWERING
  }

  private final IOSession session;
  private final Limits limits;
  private Phase phase = Phase.WAITING;
  private int exchanges;
  private long sinceNanos = System.nanoTime();
  private long patienceNanos;
  private boolean garbled;

  /** A new connection: its first request, and before it the TLS handshake, must not take long. */
  Connection(IOSession session, Limits limits) {
    this.session = session;
    this.limits = limits;
    patienceNanos = limits.request().toNanos();
  }

  /** Bytes of a request have come. */
  synchronized void reading() {
    if (phase == Phase.WAITING) {
      enter(Phase.READING, limits.request());
    }
  }

  /** A request's head has come; false if there are too many requests ahead of it. */
  synchronized boolean begin() {
    exchanges++;
    return exchanges <= Limits.PIPELINED;
  }

  /** A request has come as a whole. */
  synchronized void answering() {
    if (phase != Phase.ANSWERING) {
      enter(Phase.ANSWERING, limits.answer());
    }
  }

  /** An answer has been sent, or cannot be sent any more. */
  synchronized void end() {
    exchanges--;
    if (exchanges == 0) {
      enter(Phase.WAITING, limits.idle());
    } else {
      enter(Phase.ANSWERING, limits.answer());
    }
  }

  /** The body of the request that is being read is none; what follows it is not read. */
  synchronized void garble() {
    garbled = true;
  }

  /** Whether the last body was none. */
  synchronized boolean isGarbled() {
    return garbled;
  }

  /** Whether the next move is the client's. */
  synchronized boolean waiting() {
    return phase != Phase.ANSWERING;
  }

  /** For how long its phase has lasted. */
  synchronized long ageNanos(long nowNanos) {
    return nowNanos - sinceNanos;
  }

  /** Whether its phase has lasted too long. */
  synchronized boolean deferred(long nowNanos) {
    return ageNanos(nowNanos) > patienceNanos;
  }

  /** Cuts the connection off. */
  void close() {
    session.close(CloseMode.IMMEDIATE);
  }

  private void enter(Phase next, Duration patience) {
    phase = next;
    sinceNanos = System.nanoTime();
    patienceNanos = patience.toNanos();
  }
}
