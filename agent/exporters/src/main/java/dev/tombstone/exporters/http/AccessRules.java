package dev.tombstone.exporters.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what: the bearer token, the Host header against DNS rebinding, and no cross-site
 * changes.
 *
 * @param token required of every endpoint that is not open, if present
 * @param loopback whether only names of this machine are accepted in {@code Host}
 */
record AccessRules(Optional<String> token, boolean loopback) {
  /** Why the request is refused, or null if it is not. */
  @Nullable Response refusal(Endpoint endpoint, String method, Headers headers) {
    if (loopback && !isLocal(headers.getFirst("Host"))) {
      return Response.error(403, "the Host header names another machine");
    }
    if (method.equals("PUT") && isCrossSite(headers)) {
      return Response.error(403, "settings cannot be changed from another site");
    }
    if (token.isPresent() && !endpoint.open() && !carriesToken(headers, token.get())) {
      return Response.error(401, "a bearer token is required: Authorization: Bearer …");
    }
    return null;
  }

  private static boolean carriesToken(Headers headers, String token) {
    String given = headers.getFirst("Authorization");
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isCrossSite(Headers headers) {
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = headers.getFirst("Origin");
    if (origin == null) {
      return false;
    }
    try {
      return !String.valueOf(new URI(origin).getAuthority()).equals(headers.getFirst("Host"));
    } catch (URISyntaxException e) {
      return true;
    }
  }

  private static boolean isLocal(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
  }
}
