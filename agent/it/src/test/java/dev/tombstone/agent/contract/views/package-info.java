/** The contract for every view that a map gives out, and every view of a view. */
@NullMarked
package dev.tombstone.agent.contract.views;

import org.jspecify.annotations.NullMarked;
