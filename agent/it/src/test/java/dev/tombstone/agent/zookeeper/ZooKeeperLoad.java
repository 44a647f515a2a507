package dev.tombstone.agent.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Several clients that create, set and delete znodes, and check every answer. */
@SuppressWarnings("try") // ZooKeeper.close may be interrupted; then the test fails, as it should
final class ZooKeeperLoad {
  static final String HOT_PATH = "/locks/inventory";

  private static final int CLIENTS = 3;
  private static final int NODES = 400;
  static final int HOT_ROUNDS = 600;

  private final String address;

  ZooKeeperLoad(String address) {
    this.address = address;
  }

  /** Runs the clients; answers how many znodes they deleted. */
  long run() throws Exception {
    try (ZooKeeper client = connect()) {
      client.create("/locks", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
    try {
      List<Callable<Long>> work = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        String parent = "/client" + c;
        work.add(() -> fillAndEmpty(parent));
      }
      work.add(this::lockAndUnlock);
      long deleted = 0;
      for (Future<Long> result : clients.invokeAll(work, 2, TimeUnit.MINUTES)) {
        deleted += result.get();
      }
      return deleted;
    } finally {
      clients.shutdownNow();
    }
  }

  private long fillAndEmpty(String parent) throws Exception {
    long deleted = 0;
    try (ZooKeeper client = connect()) {
      client.create(parent, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      for (int i = 0; i < NODES; i++) {
        String path = parent + "/node" + i;
        client.create(path, new byte[] {1}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        client.setData(path, new byte[] {2}, 0);
      }
      expect(client.getChildren(parent, false).size() == NODES, "all children are there");
      for (int i = 0; i < NODES; i++) {
        String path = parent + "/node" + i;
        expect(client.getData(path, false, null)[0] == 2, "the data is what was set");
        client.delete(path, 1);
        deleted++;
        try {
          client.delete(path, -1);
          expect(false, "a second delete finds nothing");
        } catch (KeeperException.NoNodeException expected) {
          // As it should be.
        }
      }
      expect(client.getChildren(parent, false).isEmpty(), "no child is left");
      client.delete(parent, -1);
      deleted++;
    }
    return deleted;
  }

  private long lockAndUnlock() throws Exception {
    try (ZooKeeper client = connect()) {
      for (int i = 0; i < HOT_ROUNDS; i++) {
        client.create(HOT_PATH, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        client.delete(HOT_PATH, 0);
      }
      return HOT_ROUNDS;
    }
  }

  private ZooKeeper connect() throws Exception {
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
    expect(connected.await(120, TimeUnit.SECONDS), "the client connects");
    return client;
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("the server is wrong: not so that " + what);
    }
  }
}
