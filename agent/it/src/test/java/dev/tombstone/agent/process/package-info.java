/** Starts JVMs under the finished jar. */
@NullMarked
package dev.tombstone.agent.process;

import org.jspecify.annotations.NullMarked;
