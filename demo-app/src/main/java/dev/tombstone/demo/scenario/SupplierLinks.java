package dev.tombstone.demo.scenario;

import dev.tombstone.demo.store.ManagedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to suppliers, of which the last ones used are kept open.
 *
 * <p>Broken: the map evicts the one that was not used for longest, and nobody closes it. Fixed: a
 * {@link ManagedMap}, which closes what leaves it.
 */
final class SupplierLinks {
  private static final int SUPPLIERS = 100;
  private static final int KEPT = 20;

  private final AtomicInteger open = new AtomicInteger();
  private final Map<Integer, Link> links;
  private int next;

  private SupplierLinks(Map<Integer, Link> links) {
    this.links = links;
  }

  static SupplierLinks broken() {
    return new SupplierLinks(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Link> eldest) {
            return size() > KEPT;
          }
        });
  }

  static SupplierLinks fixed() {
    return new SupplierLinks(new ManagedMap<>(KEPT, Link::close));
  }

  List<Worker> workers() {
    return List.of(new Worker("purchasing", () -> ask(next++ % SUPPLIERS)));
  }

  int ask(int supplier) {
    Link link = links.get(supplier);
    if (link == null) {
      link = new Link(open);
      links.put(supplier, link);
    }
    return link.inStock(supplier);
  }

  int open() {
    return open.get();
  }

  /** What is open until it is closed. */
  static final class Link implements AutoCloseable {
    private final byte[] buffer = new byte[64 * 1024];
    private final AtomicInteger open;
    private boolean closed;

    Link(AtomicInteger open) {
      this.open = open;
      open.incrementAndGet();
    }

    int inStock(int supplier) {
      if (closed) {
        throw new IllegalStateException("the link is closed");
      }
      return buffer[supplier] + supplier % 7;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
