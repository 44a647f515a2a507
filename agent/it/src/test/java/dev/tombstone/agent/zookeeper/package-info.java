/** An unmodified ZooKeeper server under the agent. */
@NullMarked
package dev.tombstone.agent.zookeeper;

import org.jspecify.annotations.NullMarked;
