package dev.tombstone.exporters;

/**
 * Shows the agent's answers somewhere else than at its endpoints.
 *
 * <p>What an exporter asks it asks on threads of the agent. What goes wrong while it runs is
 * counted, never thrown.
 */
public interface Exporter extends AutoCloseable {
  /**
   * Begins; does nothing where it has begun already.
   *
   * @throws Exception if it cannot: then it has not begun, and a sentence says so in {@code
   *     /healthz}
   */
  void start() throws Exception;

  /**
   * Ends for good, within seconds; does nothing the second time. Nothing outside the agent refers
   * to it afterwards.
   */
  @Override
  void close();
}
