/**
 * The live page: static files of this jar, and the charts of uPlot. What it shows it asks the other
 * endpoints for.
 *
 * <p>Loader: isolated. Imports the JDK only.
 */
@NullMarked
package dev.tombstone.exporters.page;

import org.jspecify.annotations.NullMarked;
