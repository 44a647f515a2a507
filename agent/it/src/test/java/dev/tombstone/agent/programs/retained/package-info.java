/** Programs that keep what their maps were to let go of, and such as do not. */
@NullMarked
package dev.tombstone.agent.programs.retained;

import org.jspecify.annotations.NullMarked;
