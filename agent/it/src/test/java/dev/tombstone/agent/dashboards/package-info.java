/**
 * What is in the folder {@code dashboards}, against a real agent and a real Prometheus: that of
 * Debian's package {@code prometheus}, which must be on the path.
 */
@NullMarked
package dev.tombstone.agent.dashboards;

import org.jspecify.annotations.NullMarked;
