/** The exporters of the finished jar, read by the programs they are for. */
@NullMarked
package dev.tombstone.agent.exporters;

import org.jspecify.annotations.NullMarked;
