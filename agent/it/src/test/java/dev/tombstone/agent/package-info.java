/** Tests of the finished jar, and of the whole. */
@NullMarked
package dev.tombstone.agent;

import org.jspecify.annotations.NullMarked;
