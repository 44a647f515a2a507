package dev.tombstone.hook.thread;

import org.jspecify.annotations.Nullable;

/** Makes a thread of the agent; to be run with {@link OwnRights}, which the thread then has. */
final class AgentThreadMaking implements Runnable {
  private final String name;
  private final Runnable body;
  private final boolean lasting;
  private @Nullable Thread made;

  private AgentThreadMaking(String name, Runnable body, boolean lasting) {
    this.name = name;
    this.body = body;
    this.lasting = lasting;
  }

  static Thread thread(String name, Runnable body, boolean lasting) {
    AgentThreadMaking making = new AgentThreadMaking(name, body, lasting);
    OwnRights.run(making);
    Thread made = making.made;
    if (made == null) {
      throw new IllegalStateException(name);
    }
    return made;
  }

  @Override
  public void run() {
    Thread thread;
    try {
      thread = new AgentThread(AgentThreads.group(), name, body, lasting);
    } catch (IllegalThreadStateException destroyed) {
      thread = new AgentThread(AgentThreads.newGroup(), name, body, lasting);
    }
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    made = thread;
  }
}
