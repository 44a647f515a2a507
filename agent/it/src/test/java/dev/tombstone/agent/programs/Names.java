package dev.tombstone.agent.programs;

import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes the names that the JDK gives to threads without one, which it numbers. */
public final class Names {
  private Names() {}

  /** Runs once a line comes in. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready: ");
    if (System.in.read() < 0) {
      return;
    }
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.submit(() -> System.out.println(Thread.currentThread().getName())).get();
    pool.shutdown();
    System.out.println(new Thread(() -> {}).getName());
    Timer timer = new Timer(true);
    timer.schedule(
        new java.util.TimerTask() {
          @Override
          public void run() {
            System.out.println(Thread.currentThread().getName());
          }
        },
        1);
    Thread.sleep(500);
    timer.cancel();
    System.out.println("done");
  }
}
