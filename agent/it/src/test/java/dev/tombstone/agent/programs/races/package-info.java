/** Applications whose threads share maps, broken ones and such as are right. */
@NullMarked
package dev.tombstone.agent.programs.races;

import org.jspecify.annotations.NullMarked;
