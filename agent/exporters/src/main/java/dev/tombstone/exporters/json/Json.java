package dev.tombstone.exporters.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.tombstone.model.snapshot.EncodableText;
import dev.tombstone.model.text.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON as every endpoint writes it: record components by name, instants in ISO 8601, lone
 * surrogates by {@link EncodableText}, and nothing escaped but what JSON wants escaped, or a
 * terminal would obey. It must not be put into HTML as it is.
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
          .registerTypeAdapter(
              String.class,
              (JsonSerializer<String>)
                  (text, type, context) -> new JsonPrimitive(EncodableText.of(text)))
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
   * Reads a JSON object of plain values as texts by key. By the letter of RFC 8259, and no key
   * twice: another reader might take the other value.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Map<String, String> texts(byte[] json) {
    try (JsonReader reader = new JsonReader(new StringReader(decoded(json)))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new IllegalArgumentException("allowed: a JSON object of settings");
      }
      Map<String, String> texts = new LinkedHashMap<>();
      reader.beginObject();
      while (reader.hasNext()) {
        String key = reader.nextName();
        if (texts.put(key, text(key, reader)) != null) {
          throw new IllegalArgumentException(key + " is given twice");
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("allowed: a JSON object of settings, and nothing after");
      }
      return texts;
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException("not JSON; allowed: a JSON object of settings", e);
    }
  }

  private static String text(String key, JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case STRING, NUMBER -> reader.nextString();
      case BOOLEAN -> Boolean.toString(reader.nextBoolean());
      default ->
          throw new IllegalArgumentException(key + " must be a text, a number, true or false");
    };
  }

  private static String decoded(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }
}
