/**
 * What stands in lines for people: this jar's version, and text from outside so that it does no
 * harm there.
 *
 * <p>Loader: isolated. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.model.text;

import org.jspecify.annotations.NullMarked;
