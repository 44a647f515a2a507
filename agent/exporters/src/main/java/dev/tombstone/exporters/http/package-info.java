/**
 * The endpoints, on the asynchronous HTTP/1.1 server of Apache HttpComponents Core.
 *
 * <p>A connection comes in at {@code HttpListener}, is set up by {@code ConnectionSetup} and
 * watched by {@code Connections}. {@code RequestReader} parses, one {@code Exchange} a request
 * collects the body, {@code Router} refuses or answers, {@code Answering} lends a thread. Nothing
 * here needs a module other than {@code java.base}.
 *
 * <p>Loader: isolated. Imports {@code model.snapshot}, {@code core.config}, {@code exporters.file}
 * and the packages of {@code http}.
 */
@NullMarked
package dev.tombstone.exporters.http;

import org.jspecify.annotations.NullMarked;
