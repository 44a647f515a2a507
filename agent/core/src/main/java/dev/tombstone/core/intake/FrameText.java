package dev.tombstone.core.intake;

import java.lang.StackWalker.StackFrame;

/** A stack frame as every part of the agent shows it: {@code com.acme.Cart.drop(Cart.java:42)}. */
public final class FrameText {
  private FrameText() {}

  /** The frame's text. */
  public static String of(StackFrame frame) {
    String file = frame.getFileName();
    String place = file == null ? "Unknown Source" : file;
    if (file != null && frame.getLineNumber() > 0) {
      place = place + ":" + frame.getLineNumber();
    }
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }
}
