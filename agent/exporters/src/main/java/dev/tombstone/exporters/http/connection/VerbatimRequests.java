package dev.tombstone.exporters.http.connection;

import java.net.URI;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * Makes requests that keep their target as it came; the library's own read {@code //maps} as a
 * host.
 */
final class VerbatimRequests implements HttpRequestFactory<HttpRequest> {
  @Override
  public HttpRequest newHttpRequest(String method, String target) {
    BasicHttpRequest request = new BasicHttpRequest(method, (String) null);
    request.setPath(target);
    return request;
  }

  @Override
  public HttpRequest newHttpRequest(String method, URI target) {
    return newHttpRequest(method, target.toString());
  }
}
