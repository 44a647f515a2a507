package dev.tombstone.agent.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.agent.process.AgentProcess;
import dev.tombstone.agent.programs.EveryPath;
import dev.tombstone.agent.programs.misuse.EmptiedEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that the hook reaches is loaded or initialised on a thread of the application: where its
 * stack ends there, the class is lost to the JVM for good.
 */
class FirstUseIT {
  private static final Pattern LINE = Pattern.compile("\\[(\\d+) *]\\[([\\w,]+) *] (.*)");
  private static final Pattern INITIALISED = Pattern.compile("Initializing '([^']+)'");
  private static final Pattern HIDDEN = Pattern.compile("(\\$\\$Lambda|LambdaForm\\$\\w+)[$/+.].*");
  private static final Pattern THREAD = Pattern.compile("thread (\\d+)");

  @TempDir Path folder;

  @Test
  void everyPath_threadsOfTheApplication_loadAndInitialiseWhatTheyDoBare() throws Exception {
    assertThat(assertSameAsBare("detectors=all,sample.ratio=1", EveryPath.class.getName()))
        .hasSizeGreaterThan(20);
  }

  /** Also while the removals that explain the failures are woven into a JVM that runs. */
  @Test
  void failingLoops_byDefault_loadAndInitialiseWhatTheyDoBare() throws Exception {
    assertThat(assertSameAsBare("detectors=default", EmptiedEntries.class.getName(), "60"))
        .contains("init java.util.ConcurrentModificationException");
    assertThat(Files.readString(folder.resolve("err.txt")))
        .contains("removal-while-iterating PROVEN", "removal-while-iterating OBSERVED");
  }

  /** What threads of the application loaded and initialised, with the agent as well as without. */
  private Set<String> assertSameAsBare(String options, String... program) throws Exception {
    Set<String> bare = uses(run(false, options, program), thread -> true);
    Path log = run(true, options, program);
    Set<String> with = uses(log, applicationThreads()::contains);
    Set<String> more = new TreeSet<>(with);
    more.removeAll(bare);
    // A view of a woven class is verified when the application first asks for it.
    more.removeIf(use -> use.startsWith("load java.util.") && use.contains("Map$"));
    assertThat(more).isEmpty();
    return with;
  }

  private Path run(boolean agent, String options, String... program) throws Exception {
    Path log = folder.resolve("classes.log");
    AgentProcess.Builder builder =
        AgentProcess.in(folder)
            .jvm("-Xlog:disable", "-Xlog:class+load=info,class+init=info:file=" + log + ":tid,tags")
            .moreAgentOptions(options)
            .program(program);
    if (!agent) {
      builder.withoutAgent();
    }
    try (AgentProcess process = builder.start()) {
      if (agent) {
        assertThat(process.get("/healthz").statusCode()).isEqualTo(200);
      }
      process.awaitOut("ready");
      process.send("go");
      assertThat(process.waitFor()).as(process.err()).isZero();
      assertThat(process.out()).endsWith("done\n");
    }
    return log;
  }

  /** Those that the program has written. */
  private Set<String> applicationThreads() throws IOException {
    return THREAD
        .matcher(Files.readString(folder.resolve("out.txt")))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> uses(Path log, Predicate<String> thread) throws IOException {
    Set<String> uses = new TreeSet<>();
    try (Stream<String> lines = Files.lines(log)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && thread.test(matcher.group(1))) {
          Matcher initialised = INITIALISED.matcher(matcher.group(3));
          if (matcher.group(2).startsWith("class,load")) {
            uses.add("load " + plain(matcher.group(3).split(" ", 2)[0]));
          } else if (initialised.find()) {
            uses.add("init " + plain(initialised.group(1).replace('/', '.')));
          }
        }
      }
    }
    return uses;
  }

  /** Hidden classes are numbered. */
  private static String plain(String name) {
    return HIDDEN.matcher(name).replaceAll("$1");
  }
}
