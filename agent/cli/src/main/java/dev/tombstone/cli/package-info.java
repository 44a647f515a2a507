/**
 * The command line: {@code java -jar tombstone-agent.jar COMMAND}.
 *
 * <p>Loader: isolated, over the system loader, in a JVM of its own. Reaches other JVMs by the JDK's
 * attach API, and of the agent imports the model only.
 */
@NullMarked
package dev.tombstone.cli;

import org.jspecify.annotations.NullMarked;
