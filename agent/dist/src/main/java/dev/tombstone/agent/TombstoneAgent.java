package dev.tombstone.agent;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters: {@code -javaagent}, attach, and {@code java -jar}. Does nothing but open
 * the jar's isolated part and hand over; whatever goes wrong there is one line on standard error,
 * and the application runs on.
 */
public final class TombstoneAgent {
  private static final String STARTER = "dev.tombstone.assembly.AgentStarter";
  private static final String COMMAND_LINE = "dev.tombstone.assembly.CommandLine";

  private TombstoneAgent() {}

  /** Entry of {@code -javaagent:tombstone-agent.jar=arguments}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Entry of an attach to a running JVM. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Entry of {@code java -jar tombstone-agent.jar COMMAND …}. */
  public static void main(String[] arguments) throws Exception {
    int exitCode =
        (int)
            isolated()
                .loadClass(COMMAND_LINE)
                .getMethod("run", String[].class)
                .invoke(null, (Object) arguments);
    System.exit(exitCode);
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      isolated()
          .loadClass(STARTER)
          .getMethod("start", String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (InvocationTargetException e) {
      complain(e.getTargetException());
    } catch (Throwable e) {
      complain(e);
    }
  }

  private static IsolatedClassLoader isolated() throws IOException {
    CodeSource source = TombstoneAgent.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the agent's jar cannot be found");
    }
    String path;
    try {
      path = new File(source.getLocation().toURI()).getPath();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the agent's jar cannot be found at " + source.getLocation(), e);
    }
    return new IsolatedClassLoader(new JarFile(path, false));
  }

  /** Never throws: an error that leaves {@code premain} ends the JVM. */
  private static void complain(@Nullable Throwable error) {
    String line = "tombstone: not started, the application runs on without it: " + error;
    try {
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
          .println(line);
    } catch (Throwable notAllowed) {
      complainThroughSystem(line);
    }
  }

  /** A security manager may keep this jar from opening standard error itself. */
  private static void complainThroughSystem(String line) {
    try {
      System.err.println(line);
    } catch (Throwable notAllowedEither) {
      // There is no other place to say it.
      return;
    }
  }
}
