package dev.tombstone.hook.thread;

/** The group of the agent's threads: what they do not catch ends here. */
final class AgentThreadGroup extends ThreadGroup {
  AgentThreadGroup(ThreadGroup parent) {
    super(parent, "tombstone");
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    AgentThreads.note(thread, error);
  }
}
