package dev.tombstone.exporters.http.endpoint;

import java.util.List;
import java.util.Map;

/**
 * A request as an endpoint sees it.
 *
 * @param path decoded
 * @param method upper case
 * @param parameters of the query, decoded
 * @param accept the {@code Accept} header, or empty
 * @param acceptEncoding the {@code Accept-Encoding} header, or empty
 * @param arrivedNanos when it had come as a whole, elapsed time
 * @param body at most {@link Limits#BODY_BYTES} bytes
 */
record Request(
    String path,
    String method,
    Map<String, String> parameters,
    String accept,
    String acceptEncoding,
    long arrivedNanos,
    byte[] body) {
  /** A request that cannot be answered; the message says what is allowed. */
  static final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
      super(message);
    }
  }

  /** Refuses parameters beyond those named. */
  void allowOnly(List<String> names) {
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw new BadRequest(
            "unknown parameter "
                + name
                + "; allowed: "
                + (names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
  }

  /** A parameter's text, or its default if it is absent or empty. */
  String text(String name, String byDefault) {
    String value = parameters.getOrDefault(name, "");
    return value.isEmpty() ? byDefault : value;
  }

  /** A parameter's number, refused outside the range. */
  int number(String name, int byDefault, int least, int most) {
    String value = text(name, Integer.toString(byDefault));
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadRequest(name + "=" + value + " is not allowed; allowed: " + least + " to " + most);
  }
}
