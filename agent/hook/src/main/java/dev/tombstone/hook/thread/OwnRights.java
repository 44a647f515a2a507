package dev.tombstone.hook.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Runs something with the rights of the hook, which has them all, where the application is on the
 * stack: a security manager may give that less.
 */
@SuppressWarnings("removal")
final class OwnRights implements PrivilegedAction<Object> {
  private final Runnable task;

  private OwnRights(Runnable task) {
    this.task = task;
  }

  static void run(Runnable task) {
    AccessController.doPrivileged(new OwnRights(task));
  }

  @Override
  public Object run() {
    task.run();
    return this;
  }
}
