/** The rules of the house. */
@NullMarked
package dev.tombstone.agent.architecture;

import org.jspecify.annotations.NullMarked;
