package dev.tombstone.agent;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters: {@code -javaagent}, attach, and {@code java -jar}. Does nothing but open
 * the jar's isolated part and hand over; whatever goes wrong there is one line on standard error,
 * and the application runs on.
 */
public final class TombstoneAgent {
  private static final String ENTRY = "dev.tombstone.assembly.Entry";
  private static final MethodType SERVE = MethodType.methodType(Object.class, Object[].class);
  private static final String COMMAND_LINE = "dev.tombstone.cli.Program";

  private static final long CONSOLE_PATIENCE_MILLIS = 500;

  /** Stops the agent that runs in this JVM. */
  private static @Nullable Callable<?> running;

  /** The loader of that agent. */
  private static @Nullable IsolatedClassLoader runningIn;

  private TombstoneAgent() {}

  /** Entry of {@code -javaagent:tombstone-agent.jar=arguments}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    serve(Request.of(arguments), instrumentation);
  }

  /**
   * Entry of an attach to a running JVM, and of a detach. On a thread of its own, so that nothing
   * is left behind in the locals of the JVM's.
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    Request request = Request.of(arguments);
    Thread thread = daemon(request.command(), () -> serve(request, instrumentation));
    await(thread, 0);
  }

  /** Entry of {@code java -jar tombstone-agent.jar COMMAND …}. */
  public static void main(String[] arguments) throws Exception {
    // The JDK's attach API is in the system loader.
    int exitCode =
        (int)
            isolated(null, ClassLoader.getSystemClassLoader())
                .loadClass(COMMAND_LINE)
                .getMethod("run", String[].class)
                .invoke(null, (Object) arguments);
    System.exit(exitCode);
  }

  private static synchronized void serve(Request request, Instrumentation instrumentation) {
    IsolatedClassLoader loader = null;
    try {
      loader = isolated(request.jar(), ClassLoader.getPlatformClassLoader());
      Callable<?> before = running;
      MethodHandle serve =
          MethodHandles.publicLookup().findStatic(loader.loadClass(ENTRY), "serve", SERVE);
      Object answer =
          (Object)
              serve.invokeExact(
                  new Object[] {
                    request.id(), request.command(), request.options(), instrumentation, before
                  });
      Callable<?> after = (Callable<?>) answer;
      if (after != before) {
        close(runningIn);
        running = after;
        runningIn = after == null ? null : loader;
      }
    } catch (Throwable e) {
      complain(e);
    }
    if (loader != runningIn) {
      close(loader);
    }
  }

  private static void close(@Nullable IsolatedClassLoader loader) {
    try {
      if (loader != null) {
        loader.close();
      }
    } catch (IOException e) {
      // The file was only read.
      return;
    }
  }

  private static IsolatedClassLoader isolated(@Nullable String jar, ClassLoader parent)
      throws IOException {
    return new IsolatedClassLoader(new JarFile(jar == null ? ownJar() : jar, false), parent);
  }

  private static String ownJar() throws IOException {
    CodeSource source = TombstoneAgent.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the agent's jar cannot be found");
    }
    try {
      return new File(source.getLocation().toURI()).getPath();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the agent's jar cannot be found at " + source.getLocation(), e);
    }
  }

  /**
   * Never throws: an error that leaves {@code premain} ends the JVM. Waits a moment only: nobody
   * may read standard error.
   */
  private static void complain(@Nullable Throwable error) {
    try {
      String line = "tombstone: not started, the application runs on without it: " + cleaned(error);
      await(daemon("console", () -> write(line)), CONSOLE_PATIENCE_MILLIS);
    } catch (Throwable noThread) {
      // There is no other place to say it.
      return;
    }
  }

  private static void write(String line) {
    try {
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
          .println(line);
    } catch (Throwable notAllowed) {
      complainThroughSystem(line);
    }
  }

  /** A message may hold anything; a terminal obeys control characters. */
  private static String cleaned(@Nullable Throwable error) {
    char[] text = String.valueOf(error).toCharArray();
    for (int i = 0; i < text.length; i++) {
      if (Character.isISOControl(text[i]) || Character.getType(text[i]) == Character.FORMAT) {
        text[i] = '?';
      }
    }
    return new String(text);
  }

  /** Starts a thread that keeps what it throws from the application's handler. */
  private static Thread daemon(String role, Runnable body) {
    Thread thread = new Thread(body, "tombstone-".concat(role));
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ended, error) -> {});
    thread.start();
    return thread;
  }

  private static void await(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
