package dev.tombstone.model.sketch;

import java.io.IOException;

/** Bytes that are no sketch file this version can read; the message says why. */
public final class SketchFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  SketchFormatException(String message) {
    super(message);
  }
}
