package dev.tombstone.exporters.http.endpoint;

import dev.tombstone.exporters.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Refuses a request by its head, or has its endpoint answer it. Thread-safe; throws nothing. */
public final class Router {
  private static final Endpoint UNKNOWN =
      Endpoint.get("", request -> Response.error(404, "no such path"));

  /** How long a first answer waits for room in a full heap. */
  private static final long ROOM_PATIENCE_MILLIS = 2_000;

  private final Map<String, Endpoint> endpoints = new HashMap<>();

  /** Paths that have been answered before: what they need is initialised. */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  private final AccessRules rules;
  private final BiConsumer<String, Throwable> errors;

  /** Answers by these endpoints; {@code errors} is told what they throw, by kind. */
  public Router(List<Endpoint> endpoints, AccessRules rules, BiConsumer<String, Throwable> errors) {
    endpoints.forEach(endpoint -> this.endpoints.put(endpoint.path(), endpoint));
    this.rules = rules;
    this.errors = errors;
  }

  /** Why the request is refused, or null if it is to be answered; quick. */
  public @Nullable Response refusal(HttpRequest request, long bodyBytes) {
    if (request instanceof UnreadableRequest unreadable) {
      return unreadable.response();
    }
    try {
      Endpoint endpoint = endpointOf(RequestTarget.of(request.getPath()));
      Response refusal = rules.refusal(endpoint, request);
      if (refusal != null) {
        return refusal;
      }
      if (!endpoint.equals(UNKNOWN) && !endpoint.allows(request.getMethod())) {
        return Response.error(405, "allowed: " + endpoint.allowed())
            .with("Allow", endpoint.allowed());
      }
      return bodyBytes > Limits.BODY_BYTES ? tooLarge() : null;
    } catch (Request.BadRequest e) {
      return Response.error(400, String.valueOf(e.getMessage()));
    }
  }

  /** The answer to a request that was not refused; may take its time. */
  public Response answer(HttpRequest request, byte[] body, long arrivedNanos) {
    try {
      RequestTarget target = RequestTarget.of(request.getPath());
      if (!answered.contains(target.path()) && !Memory.awaitRoom(ROOM_PATIENCE_MILLIS)) {
        return busy();
      }
      String encoding = header(request, "Accept-Encoding");
      Response answer =
          endpointOf(target)
              .handler()
              .handle(
                  new Request(
                      target.path(),
                      request.getMethod(),
                      target.parameters(),
                      header(request, "Accept"),
                      encoding,
                      arrivedNanos,
                      body));
      Response compressed = Compression.of(answer, encoding);
      if (answer.status() == 200) {
        answered.add(target.path());
      }
      return compressed;
    } catch (Request.BadRequest e) {
      return Response.error(400, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      errors.accept("http", e);
      return Response.error(500, "the agent failed to answer: " + e.getClass().getName());
    }
  }

  /** Answers each endpoint once, to nobody: what that needs is initialised then. */
  public void rehearse() {
    for (Endpoint endpoint : endpoints.values()) {
      BasicHttpRequest request = new BasicHttpRequest("GET", endpoint.path());
      request.addHeader("Accept-Encoding", "gzip");
      Response unused = answer(request, new byte[0], System.nanoTime());
    }
  }

  /** The answer to a body past the bound. */
  public static Response tooLarge() {
    return Response.error(413, "a request body may have " + Limits.BODY_BYTES + " bytes");
  }

  /** The answer when too many requests wait for theirs. */
  public static Response busy() {
    return Response.error(503, "too many requests at a time").with("Retry-After", "1");
  }

  private static String header(HttpRequest request, String name) {
    Header header = request.getFirstHeader(name);
    return header == null ? "" : String.valueOf(header.getValue());
  }

  private Endpoint endpointOf(RequestTarget target) {
    Endpoint exact = endpoints.get(target.path());
    if (exact != null) {
      return exact;
    }
    String parent = target.path().substring(0, target.path().lastIndexOf('/'));
    Endpoint above = endpoints.getOrDefault(parent, UNKNOWN);
    return above.nested() ? above : UNKNOWN;
  }
}
