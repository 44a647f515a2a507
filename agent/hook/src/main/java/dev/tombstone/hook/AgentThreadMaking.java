package dev.tombstone.hook;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes a thread with the rights of the hook, which has them all: a thread may be needed where the
 * application is on the stack, which a security manager gives less.
 */
@SuppressWarnings("removal")
final class AgentThreadMaking implements PrivilegedAction<Thread> {
  private final String name;
  private final Runnable body;
  private final boolean lasting;

  AgentThreadMaking(String name, Runnable body, boolean lasting) {
    this.name = name;
    this.body = body;
    this.lasting = lasting;
  }

  Thread withOwnRights() {
    return AccessController.doPrivileged(this);
  }

  @Override
  public Thread run() {
    Thread thread;
    try {
      thread = new AgentThread(AgentThreads.group(), name, body, lasting);
    } catch (IllegalThreadStateException destroyed) {
      thread = new AgentThread(AgentThreads.newGroup(), name, body, lasting);
    }
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
