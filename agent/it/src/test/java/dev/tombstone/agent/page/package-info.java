/** The live page in a browser. */
@NullMarked
package dev.tombstone.agent.page;

import org.jspecify.annotations.NullMarked;
