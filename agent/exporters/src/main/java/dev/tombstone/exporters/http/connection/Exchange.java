package dev.tombstone.exporters.http.connection;

import dev.tombstone.exporters.http.endpoint.Limits;
import dev.tombstone.exporters.http.endpoint.Response;
import dev.tombstone.exporters.http.endpoint.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * <p>The I/O thread takes the request in and refuses what is refused by its head. Any other answer
 * is computed on a thread of {@link Answering}, which hands it to the library; the library writes
 * what the client is ready to read and leaves the rest to the I/O thread. Nobody waits for anybody.
 */
public final class Exchange implements AsyncServerExchangeHandler {
  private static final String POLICY =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

  /** How much of a refused body is read before the connection is cut, in bytes. */
  private static final long DISCARDED_BYTES = 1 << 20;

  private final Connection connection;
  private final Router router;
  private final Answering answering;
  private final HttpRequest request;
  private final HttpContext context;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable ResponseChannel channel;
  private long bodyBytes;
  private boolean refused;
  private boolean released;

  /** What is still to be written; the library passes it from thread to thread safely. */
  private ByteBuffer content = ByteBuffer.allocate(0);

  Exchange(
      Connection connection,
      Router router,
      Answering answering,
      HttpRequest request,
      HttpContext context) {
    this.connection = connection;
    this.router = router;
    this.answering = answering;
    this.request = request;
    this.context = context;
  }

  /** Takes the head; the entity is null if no body follows. */
  @Override
  public void handleRequest(
      HttpRequest head,
      @Nullable EntityDetails entity,
      ResponseChannel responseChannel,
      HttpContext sameContext)
      throws HttpException, IOException {
    channel = responseChannel;
    if (!connection.begin()) {
      connection.close();
      return;
    }
    Response refusal = router.refusal(head, entity == null ? 0 : entity.getContentLength());
    if (refusal != null) {
      refuse(entity == null ? refusal : refusal.closing());
    } else if (entity == null) {
      answer();
    } else if (expectsContinue(head)) {
      responseChannel.sendInformation(new BasicHttpResponse(100), context);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Limits.BODY_BYTES);
  }

  @Override
  public void consume(ByteBuffer source) {
    bodyBytes += source.remaining();
    if (bodyBytes > DISCARDED_BYTES) {
      connection.close();
    } else if (!refused && bodyBytes > Limits.BODY_BYTES) {
      refuse(Router.tooLarge().closing());
    }
    if (refused) {
      source.position(source.limit());
    } else {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      body.write(bytes, 0, bytes.length);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    if (!refused && connection.isGarbled()) {
      refuse(Response.error(400, "the chunks of the body are not as HTTP/1.1 has them").closing());
    } else if (!refused) {
      answer();
    }
  }

  @Override
  public int available() {
    return content.remaining();
  }

  @Override
  public void produce(DataStreamChannel out) throws IOException {
    out.write(content);
    if (!content.hasRemaining()) {
      out.endStream();
    }
  }

  @Override
  public void failed(Exception cause) {
    // The client is gone or was cut off: nothing of the agent's has failed.
    connection.close();
  }

  @Override
  public void releaseResources() {
    if (!released) {
      released = true;
      connection.end();
    }
  }

  private void refuse(Response refusal) {
    refused = true;
    send(refusal);
  }

  private void answer() {
    connection.answering();
    byte[] whole = body.toByteArray();
    long arrived = System.nanoTime();
    if (!answering.offer(() -> compute(whole, arrived))) {
      send(Router.busy());
    }
  }

  /** A client is not left waiting for an answer that could not even be refused. */
  private void compute(byte[] whole, long arrived) {
    boolean sent = false;
    try {
      send(router.answer(request, whole, arrived));
      sent = true;
    } finally {
      if (!sent) {
        connection.close();
      }
    }
  }

  private void send(Response response) {
    HttpResponse head = new BasicHttpResponse(response.status());
    head.addHeader("Content-Type", response.contentType());
    head.addHeader("Cache-Control", "no-store");
    head.addHeader("X-Content-Type-Options", "nosniff");
    head.addHeader("Referrer-Policy", "no-referrer");
    head.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    head.addHeader(Response.POLICY_HEADER, POLICY);
    response
        .headers()
        .forEach(
            (name, values) -> {
              head.removeHeaders(name);
              values.forEach(value -> head.addHeader(name, value));
            });
    content = ByteBuffer.wrap(response.body());
    try {
      Objects.requireNonNull(channel)
          .sendResponse(head, new BasicEntityDetails(response.body().length, null), context);
    } catch (HttpException | IOException | RuntimeException e) {
      connection.close();
    }
  }

  private static boolean expectsContinue(HttpRequest head) {
    Header expect = head.getFirstHeader("Expect");
    return expect != null && "100-continue".equalsIgnoreCase(expect.getValue());
  }
}
