package dev.tombstone.hook.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
  @AfterEach
  void forget() {
    AgentThreads.setEnding(false);
  }

  @Test
  void newLastingThread_bodyThrows_runsAgainUntilItReturns() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Thread thread =
        AgentThreads.newLastingThread(
            "test",
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new OutOfMemoryError();
              }
            });
    thread.start();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(runs).hasValue(3);
    assertThat(AgentThreads.failures()).isEqualTo(2);
    assertThat(AgentThreads.latestThread()).isEqualTo("tombstone-test");
    assertThat(AgentThreads.latestError()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(AgentThreads.latestMillis()).isPositive();
  }

  @Test
  void newThread_bodyThrows_noHandlerOfTheApplicationHearsOfIt() throws Exception {
    AtomicBoolean heard = new AtomicBoolean();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> heard.set(true));
    try {
      Thread thread =
          AgentThreads.newThread(
              "test",
              () -> {
                throw new NoClassDefFoundError("gone");
              });
      thread.setUncaughtExceptionHandler((ended, error) -> heard.set(true));
      thread.start();
      thread.join(10_000);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(heard).isFalse();
    assertThat(AgentThreads.failures()).isEqualTo(1);
  }

  @Test
  void interrupt_byTheApplication_doesNothingUntilTheAgentEnds() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread thread =
        AgentThreads.newThread(
            "test",
            () -> {
              waiting.countDown();
              try {
                Thread.sleep(20_000);
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    thread.start();
    waiting.await();
    thread.interrupt();
    assertThat(thread.isInterrupted()).isFalse();
    AgentThreads.setEnding(true);
    thread.interrupt();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
