/**
 * The contract of exactness: every family × operation against a model. The programs run in a fresh
 * JVM under the finished jar and import nothing but the JDK and the hook.
 */
@NullMarked
package dev.tombstone.agent.contract;

import org.jspecify.annotations.NullMarked;
