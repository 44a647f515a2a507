package dev.tombstone.benchmarks.attack;

import java.util.List;

/**
 * One attack as it is run once: everything in it follows from the attack and the seed.
 *
 * @param feature of the JDK, 17 or 25
 * @param peerFirst whether the other agent starts before ours
 * @param jvmOptions what the draw adds to the attack's own
 * @param agentOptions of ours, without the files that the harness adds
 */
record Round(
    Attack attack,
    long seed,
    int feature,
    Peer peer,
    boolean peerFirst,
    List<String> jvmOptions,
    String agentOptions) {

  @Override
  public String toString() {
    return attack.name()
        + " seed "
        + seed
        + ", JDK "
        + feature
        + (peer == Peer.NONE ? "" : ", " + peer.id() + (peerFirst ? " first" : " after"))
        + (jvmOptions.isEmpty() ? "" : ", " + String.join(" ", jvmOptions))
        + ", "
        + agentOptions;
  }
}
