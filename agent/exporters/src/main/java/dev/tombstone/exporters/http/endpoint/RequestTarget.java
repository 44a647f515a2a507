package dev.tombstone.exporters.http.endpoint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request asks for.
 *
 * @param path decoded
 * @param rawQuery after the question mark, or empty
 */
record RequestTarget(String path, String rawQuery) {
  /**
   * Splits and decodes the target of a request line.
   *
   * @throws Request.BadRequest if it is no path, or badly encoded
   */
  static RequestTarget of(String target) {
    if (!target.startsWith("/")) {
      throw new Request.BadRequest("the request target must be a path");
    }
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String decoded = decode(path.replace("+", "%2B"));
    if (decoded.chars().anyMatch(Character::isISOControl)) {
      throw new Request.BadRequest("the path has a control character");
    }
    return new RequestTarget(decoded, question < 0 ? "" : target.substring(question + 1));
  }

  /**
   * The query's parameters, decoded; of two with one name the last.
   *
   * @throws Request.BadRequest if they are badly encoded
   */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Request.BadRequest("not properly encoded: " + text);
    }
  }
}
