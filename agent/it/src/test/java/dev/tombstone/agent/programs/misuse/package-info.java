/**
 * Applications that lose entries in loops or miss what they mean to remove, and such as do it
 * rightly.
 */
@NullMarked
package dev.tombstone.agent.programs.misuse;

import org.jspecify.annotations.NullMarked;
