package dev.tombstone.demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tombstone.demo.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The shop over HTTP: {@code POST /batch} with operations one a line, {@code POST
 * /prices/PRODUCT?changes=N}.
 */
public final class ShopServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MAX_BODY_BYTES = 65_536;
  private static final int MAX_CHANGES = 10_000;

  private final Shop shop;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);

  /** Listens on loopback; port 0 takes any free one. */
  public ShopServer(Shop shop, int port) throws IOException {
    this.shop = shop;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(workers);
    server.createContext("/batch", this::batch);
    server.createContext("/prices/", this::prices);
    server.start();
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void batch(HttpExchange exchange) throws IOException {
    String body =
        new String(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES), StandardCharsets.US_ASCII);
    answer(exchange, body.lines().allMatch(this::perform) ? 200 : 400);
  }

  private boolean perform(String operation) {
    if (!operation.matches("[RDW]\\d{1,9}")) {
      return false;
    }
    int number = Integer.parseInt(operation.substring(1));
    switch (operation.charAt(0)) {
      case 'R' -> shop.read(number);
      case 'D' -> shop.delete(number);
      default -> shop.write(number, System.currentTimeMillis());
    }
    return true;
  }

  private void prices(HttpExchange exchange) throws IOException {
    String product = exchange.getRequestURI().getPath().substring("/prices/".length());
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (!query.matches("changes=\\d{1,5}")) {
      answer(exchange, 400);
      return;
    }
    int changes = Math.min(Integer.parseInt(query.substring("changes=".length())), MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      shop.changePrice(product);
    }
    answer(exchange, 200);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
