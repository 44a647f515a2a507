package dev.tombstone.benchmarks.attack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The command line.
 *
 * @param nanos how long rounds are begun
 * @param rounds at most so many
 * @param attacks those to run
 * @param keep the outputs of rounds that held as well
 */
record Settings(
    boolean list,
    long nanos,
    int rounds,
    long seed,
    List<Attack> attacks,
    List<Peer> peers,
    boolean keep,
    Path outputs,
    Installation installation) {
  private static final int MOST_SEED = 1_000_000;

  static Settings parse(String[] arguments) {
    long minutes = 30;
    int rounds = Integer.MAX_VALUE;
    long seed = ThreadLocalRandom.current().nextInt(MOST_SEED);
    boolean list = false;
    boolean keep = false;
    List<Attack> attacks = new ArrayList<>();
    List<Peer> peers = new ArrayList<>(List.of(Peer.values()));
    Map<Integer, Path> homes = new TreeMap<>();
    Path agentJar = Path.of("agent/dist/target/tombstone-agent.jar");
    int feature = 0;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--list" -> list = true;
        case "--keep" -> keep = true;
        case "--only" -> attacks.add(Attacks.named(value(arguments, ++i)));
        case "--seed" -> seed = Long.parseLong(value(arguments, ++i));
        case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++i));
        case "--jdk" -> feature = Integer.parseInt(value(arguments, ++i));
        case "--agent" -> agentJar = Path.of(value(arguments, ++i));
        case "--peer" -> peers.retainAll(List.of(peer(value(arguments, ++i))));
        case "--homes" ->
            homes.putAll(
                Installation.homes(
                    Arrays.stream(value(arguments, ++i).split(",")).map(Path::of).toList()));
        default -> minutes = Long.parseLong(arguments[i]);
      }
    }
    if (feature != 0) {
      homes.keySet().retainAll(List.of(feature));
    }
    Path target = Path.of("agent/benchmarks/target").toAbsolutePath();
    return new Settings(
        list,
        TimeUnit.MINUTES.toNanos(minutes),
        rounds,
        seed,
        attacks.isEmpty() ? Attacks.all() : List.copyOf(attacks),
        List.copyOf(peers),
        keep,
        target.resolve("attack"),
        new Installation(
            homes,
            agentJar.toAbsolutePath(),
            target.resolve("attack-peers"),
            target.resolve("classes").toString()));
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException("a value is missing after " + arguments[index - 1]);
    }
    return arguments[index];
  }

  private static Peer peer(String id) {
    return Arrays.stream(Peer.values())
        .filter(peer -> peer.id().equals(id))
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalArgumentException("no agent " + id));
  }
}
