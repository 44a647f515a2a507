/**
 * Many small programs with maps, broken and correct ones, for the detectors to be tried on; all run
 * one after the other in one JVM.
 */
@NullMarked
package dev.tombstone.agent.suite;

import org.jspecify.annotations.NullMarked;
