/** The agent in a JVM whose program ill-treats it: as an application may, and survives. */
@NullMarked
package dev.tombstone.agent.attack;

import org.jspecify.annotations.NullMarked;
