/**
 * Where counts are kept: rows of one thread and one map class, and the shared counts of whoever has
 * none.
 */
@NullMarked
package dev.tombstone.hook.row;

import org.jspecify.annotations.NullMarked;
