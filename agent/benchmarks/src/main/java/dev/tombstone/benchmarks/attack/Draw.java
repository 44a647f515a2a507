package dev.tombstone.benchmarks.attack;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws rounds: which JDK, which other agent, which options.
 *
 * @param features of the JDKs that are there
 * @param peers the other agents to draw from
 */
record Draw(List<Integer> features, List<Peer> peers) {
  private static final List<String> DETECTORS = List.of("none", "", "all");
  private static final List<String> RATIOS = List.of("auto", "1", "1/64", "1/1048576");
  private static final List<String> KEYS = List.of("", "plain", "hash", "off");

  /** The round of this seed; null if the attack needs a JDK or an agent that is not there. */
  @Nullable Round round(Attack attack, long seed) {
    Random random = new Random(seed);
    // Neighbouring seeds begin alike.
    random.nextLong();
    List<Integer> fittingFeatures = features.stream().filter(attack::runsOn).toList();
    List<Peer> fittingPeers = peers.stream().filter(attack.peers()::contains).toList();
    if (fittingFeatures.isEmpty() || fittingPeers.isEmpty()) {
      return null;
    }
    int feature = one(fittingFeatures, random);
    // Half of the rounds alone: they are the quicker ones.
    Peer peer =
        fittingPeers.contains(Peer.NONE) && random.nextBoolean()
            ? Peer.NONE
            : one(fittingPeers, random);
    boolean peerFirst = random.nextBoolean();
    List<String> jvm = attack.jvmOptions(feature, random);
    List<String> own = attack.agentOptions().draw(feature, random);
    String options = agentOptions(own, random);
    return new Round(attack, seed, feature, peer, peerFirst, jvm, options);
  }

  /** What the attack itself sets is not drawn. */
  private static String agentOptions(List<String> own, Random random) {
    StringBuilder options = new StringBuilder("http.port=0,cpu.limit=off");
    append(options, own, "sample.ratio", one(RATIOS, random));
    append(options, own, "detectors", one(DETECTORS, random));
    append(options, own, "keys.display", one(KEYS, random));
    own.forEach(each -> options.append(',').append(each));
    return options.toString();
  }

  private static void append(StringBuilder options, List<String> own, String key, String value) {
    if (!value.isEmpty() && own.stream().noneMatch(each -> each.startsWith(key + "="))) {
      options.append(',').append(key).append('=').append(value);
    }
  }

  private static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
