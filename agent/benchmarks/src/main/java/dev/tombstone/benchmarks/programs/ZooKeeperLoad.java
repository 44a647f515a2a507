package dev.tombstone.benchmarks.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Clients of a ZooKeeper server, each with a connection: by turns a znode is created and deleted.
 * Arguments: address, measured seconds. The server deletes several entries of its maps for each
 * request.
 */
public final class ZooKeeperLoad {
  private static final int CLIENTS = 24;

  private ZooKeeperLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    String address = arguments[0];
    new Load(System.in, System.out, Integer.parseInt(arguments[1]))
        .run(CLIENTS, number -> new Client(connect(address), "/client" + number));
    System.exit(0);
  }

  private static final class Client implements Load.Client {
    private final ZooKeeper zooKeeper;
    private final String path;
    private boolean there;

    Client(ZooKeeper zooKeeper, String path) {
      this.zooKeeper = zooKeeper;
      this.path = path;
    }

    @Override
    public void operate() throws Exception {
      if (there) {
        zooKeeper.delete(path, 0);
      } else {
        zooKeeper.create(path, new byte[16], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
      }
      there = !there;
    }
  }

  private static ZooKeeper connect(String address) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            address,
            30_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no connection to " + address);
    }
    return client;
  }
}
