package dev.tombstone.exporters.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.tombstone.core.config.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON as every endpoint writes it: record components by name, instants in ISO 8601, lone
 * surrogates replaced, and nothing escaped but what JSON wants escaped, or a terminal would obey.
 * It must not be put into HTML as it is.
 */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(
              Instant.class,
              (JsonSerializer<Instant>)
                  (instant, type, context) ->
                      new JsonPrimitive(instant.truncatedTo(ChronoUnit.MILLIS).toString()))
          .create();

  private Json() {}

  /** The value as UTF-8 JSON. */
  public static byte[] bytes(Object value) {
    return escaped(GSON.toJson(value)).getBytes(StandardCharsets.UTF_8);
  }

  /** Gson leaves as they are what terminals obey beyond ASCII: C1, and changes of direction. */
  private static String escaped(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean harmless = Character.isSurrogate(c) || Printable.isHarmless(c);
      if (!harmless && escaped == null) {
        escaped = new StringBuilder(json.length() + 64).append(json, 0, i);
      }
      if (escaped != null) {
        if (harmless) {
          escaped.append(c);
        } else {
          Printable.appendCode(c, escaped);
        }
      }
    }
    return escaped == null ? json : escaped.toString();
  }

  /** {@code {"error":"…"}}. */
  public static byte[] error(String message) {
    return bytes(Map.of("error", message));
  }

  /**
   * Reads a JSON object of plain values as texts by key.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Map<String, String> texts(byte[] json) {
    try {
      JsonElement parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
      if (!(parsed instanceof JsonObject object)) {
        throw new IllegalArgumentException("allowed: a JSON object of settings");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        if (!member.getValue().isJsonPrimitive()) {
          throw new IllegalArgumentException(
              member.getKey() + " must be a text, a number, true or false");
        }
        texts.put(member.getKey(), member.getValue().getAsString());
      }
      return texts;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("not JSON; allowed: a JSON object of settings", e);
    }
  }
}
