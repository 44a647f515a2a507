/**
 * The live page: static files of this jar, and the charts of uPlot. What it shows it asks the other
 * endpoints for. The hazards' pages are those of the documentation.
 *
 * <p>Loader: isolated. Imports the JDK and commonmark.
 */
@NullMarked
package dev.tombstone.exporters.page;

import org.jspecify.annotations.NullMarked;
