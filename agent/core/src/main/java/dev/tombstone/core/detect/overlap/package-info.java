/**
 * Two threads inside one map: {@code concurrent-removal}, and which maps are watched for it.
 *
 * <p>Loader: isolated. The watching side runs on application threads, by the rules of {@code
 * detect.framework}.
 */
@NullMarked
package dev.tombstone.core.detect.overlap;

import org.jspecify.annotations.NullMarked;
