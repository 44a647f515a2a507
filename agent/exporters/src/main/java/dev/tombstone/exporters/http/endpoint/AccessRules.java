package dev.tombstone.exporters.http.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what: the bearer token, the Host header, and no cross-site changes.
 *
 * <p>A server on a loopback address answers only to names of this machine, so that no page in a
 * browser can reach it by a name of its own that resolves to loopback (DNS rebinding): {@code
 * localhost}, {@code 127.x.x.x}, {@code [::1]}, and the text of {@code http.host} itself, in any
 * case, with any port. On other addresses any name will do, and the token protects.
 *
 * @param token required of every endpoint that is not open, if present
 * @param localHost {@code http.host} if it is a loopback address, otherwise absent
 */
public record AccessRules(Optional<String> token, Optional<String> localHost) {
  private static final String BEARER = "Bearer ";

  /** What a browser sends after it has asked its user: any name, and the token as password. */
  private static final String BASIC = "Basic ";

  /** A header each: browsers read only the first challenge of one. */
  private static final String[] CHALLENGES = {"Bearer", "Basic realm=\"Tombstone\""};

  /** Why the request is refused, or null if it is not. */
  @Nullable Response refusal(Endpoint endpoint, HttpRequest request) {
    String host = onlyOne(request, "Host");
    if (host == null || host.isEmpty()) {
      return Response.error(400, "one Host header is required");
    }
    if (localHost.isPresent() && !isLocal(host, localHost.get())) {
      return Response.error(403, "the Host header names another machine");
    }
    if (request.getMethod().equals("PUT") && isCrossSite(request, host)) {
      return Response.error(403, "settings cannot be changed from another site");
    }
    if (token.isPresent() && !endpoint.open() && !carriesToken(request, token.get())) {
      return Response.error(401, "a bearer token is required: Authorization: Bearer …")
          .with("WWW-Authenticate", CHALLENGES);
    }
    return null;
  }

  /** Constant in time for tokens of one length; the scheme's case does not matter. */
  private static boolean carriesToken(HttpRequest request, String token) {
    String given = tokenIn(onlyOne(request, "Authorization"));
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String tokenIn(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String userAndPassword = new String(decoded, StandardCharsets.UTF_8);
      return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static boolean isCrossSite(HttpRequest request, String host) {
    for (Header site : request.getHeaders("Sec-Fetch-Site")) {
      if (!"same-origin".equals(site.getValue()) && !"none".equals(site.getValue())) {
        return true;
      }
    }
    Header[] origins = request.getHeaders("Origin");
    if (origins.length == 0) {
      return false;
    }
    try {
      String authority = new URI(origins[0].getValue()).getAuthority();
      return origins.length > 1 || authority == null || !authority.equalsIgnoreCase(host);
    } catch (URISyntaxException e) {
      return true;
    }
  }

  private static boolean isLocal(String host, String configured) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    String own = configured.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.equals(own)
        || name.equals("[" + own + "]")
        || name.matches("127(\\.\\d{1,3}){3}");
  }

  private static @Nullable String onlyOne(HttpRequest request, String name) {
    Header[] headers = request.getHeaders(name);
    return headers.length == 1 ? headers[0].getValue() : null;
  }
}
