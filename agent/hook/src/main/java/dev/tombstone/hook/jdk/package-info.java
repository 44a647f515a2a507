/**
 * The fields of the JDK's maps and views, read without calling a method of theirs.
 *
 * <p>Loader: the boot loader, as all of the hook. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.hook.jdk;

import org.jspecify.annotations.NullMarked;
