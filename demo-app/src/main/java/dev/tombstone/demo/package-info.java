/**
 * The demo application: a shop backend under its own load, an ordinary program that knows nothing
 * of the agent.
 */
@NullMarked
package dev.tombstone.demo;

import org.jspecify.annotations.NullMarked;
