package dev.tombstone.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.hook.thread.AgentThreads;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  @Test
  void recentSeconds_withinASecond_areTheSameLook() {
    ProcessorTime time = new ProcessorTime();
    double first = time.recentSeconds(5);
    assertThat(time.recentSeconds(1_000_000_004L)).isEqualTo(first);
    assertThat(time.looks()).isEqualTo(1);
    time.recentSeconds(1_000_000_005L);
    assertThat(time.looks()).isEqualTo(2);
  }

  @Test
  void seconds_threadThatWorksAndEnds_areCountedAndStay() throws Exception {
    ProcessorTime time = new ProcessorTime();
    double before = time.seconds();
    CountDownLatch worked = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Thread thread =
        AgentThreads.newThread(
            "a-rather-long-name",
            () -> {
              long end = System.nanoTime() + 1_000_000_000L;
              long work = 0;
              while (work < 1_000_000_000L && System.nanoTime() < end) {
                work++;
              }
              worked.countDown();
              try {
                seen.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    worked.await();
    double during = time.seconds();
    assertThat(during).isGreaterThan(before);
    seen.countDown();
    thread.join();
    assertThat(time.seconds()).isGreaterThanOrEqualTo(during);
    assertThat(time.seconds()).isLessThan(during + 60);
  }
}
