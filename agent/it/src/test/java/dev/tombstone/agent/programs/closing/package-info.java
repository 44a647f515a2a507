/**
 * Programs whose maps hold what has to be closed: by each case of the one list it is not, by each
 * of the other it is, or need not be.
 */
@NullMarked
package dev.tombstone.agent.programs.closing;

import org.jspecify.annotations.NullMarked;
