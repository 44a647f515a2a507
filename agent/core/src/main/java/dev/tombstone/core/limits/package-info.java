/**
 * What keeps the agent small: how much is sampled and how many stacks are walked, what it takes of
 * the processors, what is switched off after errors.
 *
 * <p>Loader: isolated. For agent threads, but for what says otherwise.
 */
@NullMarked
package dev.tombstone.core.limits;

import org.jspecify.annotations.NullMarked;
