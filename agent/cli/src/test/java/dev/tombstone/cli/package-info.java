/** Unit tests of the command line. */
@NullMarked
package dev.tombstone.cli;

import org.jspecify.annotations.NullMarked;
