package dev.tombstone.agent.programs.races;

import dev.tombstone.agent.programs.Together;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Maps without a lock that go from thread to thread in order. */
final class OrderedMaps {
  private static final long MILLIS = 150;

  /** Read and written with explicit fences. */
  private static int fencedTurn;

  /** Published by a race; what its final field leads to is complete all the same. */
  private static @Nullable Holder published;

  private static final class Holder {
    final Map<Integer, Integer> map = new HashMap<>();

    Holder() {
      LockedMaps.putAndRemove(map);
      map.put(-1, 1);
    }
  }

  private OrderedMaps() {}

  static void runAll() throws Exception {
    confined();
    takingTurns();
    takingTurnsByFences();
    queue();
    exchanger();
    startAndJoin();
    futures();
    finalField();
  }

  private static void confined() throws Exception {
    ThreadLocal<Map<Integer, Integer>> maps = ThreadLocal.withInitial(HashMap::new);
    Together.Body body = () -> LockedMaps.putAndRemove(maps.get());
    Together.repeat(MILLIS, body, body);
  }

  /** The tightest hand-over there is: each spins until the other has left. */
  private static void takingTurns() throws Exception {
    AtomicInteger turn = new AtomicInteger();
    Map<Integer, Integer> map = new HashMap<>();
    Together.repeat(MILLIS, () -> onTurn(turn, 0, map), () -> onTurn(turn, 1, map));
  }

  private static void onTurn(AtomicInteger turn, int mine, Map<Integer, Integer> map) {
    if (turn.getAcquire() == mine) {
      map.put(mine, mine);
      map.remove(1 - mine);
      turn.setRelease(1 - mine);
    }
  }

  private static void takingTurnsByFences() throws Exception {
    Map<Integer, Integer> map = new TreeMap<>();
    Together.repeat(MILLIS, () -> onFencedTurn(0, map), () -> onFencedTurn(1, map));
  }

  private static void onFencedTurn(int mine, Map<Integer, Integer> map) {
    int turn = fencedTurn;
    VarHandle.acquireFence();
    if (turn == mine) {
      map.put(mine, mine);
      map.remove(1 - mine);
      VarHandle.releaseFence();
      fencedTurn = 1 - mine;
    }
  }

  private static void queue() throws Exception {
    BlockingQueue<Map<Integer, Integer>> there = new SynchronousQueue<>();
    BlockingQueue<Map<Integer, Integer>> back = new SynchronousQueue<>();
    Together.once(
        () -> {
          Map<Integer, Integer> map = new HashMap<>();
          for (int i = 0; i < 2_000; i++) {
            LockedMaps.putAndRemove(map);
            there.put(map);
            map = back.take();
          }
        },
        () -> {
          for (int i = 0; i < 2_000; i++) {
            Map<Integer, Integer> map = there.take();
            LockedMaps.putAndRemove(map);
            back.put(map);
          }
        });
  }

  private static void exchanger() throws Exception {
    Exchanger<Map<Integer, Integer>> exchanger = new Exchanger<>();
    Together.Body body =
        () -> {
          Map<Integer, Integer> map = new HashMap<>();
          for (int i = 0; i < 2_000; i++) {
            LockedMaps.putAndRemove(map);
            map = exchanger.exchange(map);
          }
        };
    Together.once(body, body);
  }

  /** Each thread takes over what a dead one had: its cell, and the map. */
  private static void startAndJoin() throws Exception {
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      Together.once(() -> LockedMaps.putAndRemove(map));
      LockedMaps.putAndRemove(map);
    }
  }

  private static void futures() {
    Map<Integer, Integer> map = new HashMap<>();
    CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
    for (int i = 0; i < 2_000; i++) {
      chain = chain.thenRunAsync(() -> LockedMaps.putAndRemove(map));
    }
    chain.join();
    map.clear();
  }

  private static void finalField() throws Exception {
    published = null;
    Together.repeat(
        MILLIS,
        () -> published = new Holder(),
        () -> {
          Holder holder = published;
          if (holder != null && holder.map.remove(-1) != null) {
            LockedMaps.putAndRemove(holder.map);
          }
        });
  }
}
