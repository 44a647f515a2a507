/**
 * The answers: snapshots made of windows, tables and counters.
 *
 * <p>Loader: isolated. Imports {@code window} and the model. Runs under {@code Aggregation}'s lock
 * where it reads windows and tables.
 */
@NullMarked
package dev.tombstone.core.query;

import org.jspecify.annotations.NullMarked;
