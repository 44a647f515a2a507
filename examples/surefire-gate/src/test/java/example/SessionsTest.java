package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Passes with either map: what is wrong with the first is seen by nobody, mostly. */
class SessionsTest {
  private static final int ROUNDS = 100_000;

  /** {@code -Dfixed=true}: with the lock that is missing otherwise. */
  private final Map<String, Integer> sessions =
      Boolean.getBoolean("fixed")
          ? Collections.synchronizedMap(new HashMap<>())
          : new HashMap<>();

  @Test
  void loginAndExpiry_atTheSameTime_leaveNoStranger() throws InterruptedException {
    Thread expiry = new Thread(this::expire);
    expiry.start();
    for (int i = 0; i < ROUNDS; i++) {
      sessions.put("user " + i % 8, i);
    }
    expiry.join();
    assertTrue(sessions.keySet().stream().allMatch(user -> user.startsWith("user ")));
  }

  private void expire() {
    for (int i = 0; i < ROUNDS; i++) {
      sessions.remove("user " + i % 8);
    }
  }
}
