package dev.tombstone.agent.process;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tombstone.model.operation.Operation;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A JVM with the agent. The JVM's home is the system property {@code tombstone.test.java.home}, by
 * default that of the tests.
 */
public final class AgentProcess implements AutoCloseable {
  /** The finished jar. */
  public static final Path JAR =
      Path.of("../dist/target/tombstone-agent.jar").toAbsolutePath().normalize();

  private static final long PATIENCE_SECONDS = 300;

  /** Of a file. */
  private static final Duration POLL = Duration.ofMillis(10);

  /** A pipe holds 64 KiB: not one byte more can be written without a reader. */
  private static final String FILL_AND_RUN = "head -c 65536 /dev/zero >&2; exec \"$0\" \"$@\"";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path out;
  private final Path err;
  private final Path portFile;

  private AgentProcess(Process process, Path out, Path err, Path portFile) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.portFile = portFile;
  }

  /** What is to be started. */
  public static final class Builder {
    private final Path folder;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String agentOptions;
    private boolean agent = true;
    private Path jar = JAR;
    private boolean fullStandardError;
    private String classPath = Path.of("target/test-classes").toAbsolutePath().toString();

    private Builder(Path folder) {
      this.folder = folder;
      // How much a busy machine leaves the agent is no business of most tests.
      agentOptions = "http.port=0,cpu.limit=off,http.port.file=" + folder.resolve("port");
    }

    /** Replaces the agent's options; by default a free port, whose number goes to a file. */
    public Builder agentOptions(String options) {
      agentOptions = options;
      return this;
    }

    /** Adds to the agent's options. */
    public Builder moreAgentOptions(String options) {
      agentOptions += "," + options;
      return this;
    }

    /** No {@code -javaagent}. */
    public Builder withoutAgent() {
      agent = false;
      return this;
    }

    /** Another jar than the finished one: a copy of it. */
    public Builder jar(Path copy) {
      jar = copy;
      return this;
    }

    /** Standard error is a pipe that nobody reads, and full before the JVM starts. */
    public Builder fullStandardError() {
      fullStandardError = true;
      return this;
    }

    /** Options of the JVM, before the program. */
    public Builder jvm(String... options) {
      jvmOptions.addAll(Arrays.asList(options));
      return this;
    }

    /** A variable of the environment. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** The class path instead of the test classes. */
    public Builder classPath(String path) {
      classPath = path;
      return this;
    }

    /** The model besides the test classes, for a program that names operations. */
    public Builder withModel() {
      classPath +=
          File.pathSeparator
              + Operation.class.getProtectionDomain().getCodeSource().getLocation().getPath();
      return this;
    }

    /** Main class and arguments; nothing for {@code java} alone. */
    public Builder program(String... mainAndArguments) {
      program.addAll(Arrays.asList(mainAndArguments));
      return this;
    }

    /** Starts it. */
    public AgentProcess start() throws IOException {
      List<String> command = new ArrayList<>();
      if (fullStandardError) {
        command.addAll(List.of("sh", "-c", FILL_AND_RUN));
      }
      command.add(java("java"));
      command.addAll(jvmOptions);
      if (agent) {
        command.add("-javaagent:" + jar + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
      }
      command.add("-cp");
      command.add(classPath);
      command.addAll(program);
      return AgentProcess.start(folder, command, environment, fullStandardError);
    }
  }

  /** A JVM whose files go to this folder. */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /** A tool of the JDK under test, such as {@code javac}. */
  public static String java(String tool) {
    return home() + File.separator + "bin" + File.separator + tool;
  }

  /** Feature version of the JDK under test, 17 say. */
  public static int feature() throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(home(), "release"))) {
      release.load(reader);
    }
    return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", "")).feature();
  }

  private static String home() {
    return System.getProperty("tombstone.test.java.home", System.getProperty("java.home"));
  }

  /** Starts any command. */
  public static AgentProcess start(
      Path folder, List<String> command, Map<String, String> environment) throws IOException {
    return start(folder, command, environment, false);
  }

  private static AgentProcess start(
      Path folder, List<String> command, Map<String, String> environment, boolean errUnread)
      throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(AgentProcess::wouldChangeTheJvm);
    builder.environment().putAll(environment);
    builder
        .redirectOutput(out.toFile())
        .redirectError(errUnread ? Redirect.PIPE : Redirect.to(err.toFile()));
    return new AgentProcess(builder.start(), out, err, folder.resolve("port"));
  }

  private static boolean wouldChangeTheJvm(String variable) {
    return variable.startsWith("TOMBSTONE_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS")
        || variable.equals("_JAVA_OPTIONS");
  }

  /** Waits for the end; answers the exit code. */
  public int waitFor() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  public void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /**
   * Waits until a program that answers what it is told has begun: a JVM that is still starting may
   * refuse an agent.
   */
  public AgentProcess ready() throws IOException {
    send("ready");
    awaitOut("ready: ");
    return this;
  }

  /** Waits until it has written this to standard output, and runs on. */
  public void awaitOut(String text) {
    Awaitility.await()
        .pollInterval(POLL)
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> out().contains(text) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("ended, standard error: " + silently(err));
    }
  }

  /** Ends its standard input. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Asks it to end as Ctrl-C does. */
  public void terminate() {
    process.destroy();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Standard output so far. */
  public String out() throws IOException {
    return Files.readString(out);
  }

  /** Standard error so far. */
  public String err() throws IOException {
    return Files.readString(err);
  }

  /** The lines of standard error that the agent wrote. */
  public List<String> agentLines() throws IOException {
    return err().lines().filter(line -> line.startsWith("tombstone")).collect(Collectors.toList());
  }

  /** Address of the endpoints, once they are served. */
  public URI uri() {
    if (!Files.exists(portFile)) {
      Awaitility.await()
          .pollInterval(POLL)
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> Files.exists(portFile) || !process.isAlive());
    }
    try {
      return URI.create("http://127.0.0.1:" + Files.readString(portFile) + "/");
    } catch (IOException e) {
      throw new AssertionError("no port file, standard error: " + silently(err), e);
    }
  }

  /** GET of a path. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** GET of a path that answers JSON. */
  public JsonObject json(String path) throws IOException, InterruptedException {
    return JsonParser.parseString(get(path).body()).getAsJsonObject();
  }

  /**
   * What {@code /healthz} says is wrong, but for what was sampled faster than a busy machine let
   * the agent record it.
   */
  public List<String> degraded() throws IOException, InterruptedException {
    List<String> sentences = new ArrayList<>();
    for (JsonElement sentence : json("/healthz").getAsJsonArray("degraded")) {
      if (!sentence.getAsString().contains("came faster than they could be recorded")) {
        sentences.add(sentence.getAsString());
      }
    }
    return sentences;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String silently(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
