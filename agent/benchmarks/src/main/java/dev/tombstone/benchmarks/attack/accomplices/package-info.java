/** What acts from outside on the JVM under attack: attaches, asks, overwrites. */
@NullMarked
package dev.tombstone.benchmarks.attack.accomplices;

import org.jspecify.annotations.NullMarked;
