package dev.tombstone.benchmarks.attack;

import dev.tombstone.benchmarks.attack.accomplices.Accomplice;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A program and how it is run.
 *
 * @param name as {@code --only} takes it
 * @param program main class
 * @param from first JDK it runs on
 * @param to last one
 * @param options of the JVM
 * @param agentOptions of the agent, besides those that every round draws
 * @param peers the other agents it may run beside
 * @param accomplice acts on the JVM from outside while it runs
 * @param traits what is different
 */
record Attack(
    String name,
    Class<?> program,
    int from,
    int to,
    Options options,
    Options agentOptions,
    Set<Peer> peers,
    Accomplice accomplice,
    Set<Trait> traits) {

  /** What is different in an attack. */
  enum Trait {
    /** Standard error is a pipe that is full when the program starts, and that nobody reads. */
    STANDARD_ERROR_FULL,
    /** The agent is attached by the accomplice instead of started with the JVM. */
    ATTACHED,
    /** The program or the accomplice makes it impossible to write the report. */
    NO_REPORT,
    /** The agent has reason to say more than its start line. */
    MAY_COMPLAIN,
    /** The agent runs from a copy of its jar. */
    OWN_JAR
  }

  /** Options for one round. */
  interface Options {
    /** Drawn for this JDK. */
    List<String> draw(int feature, Random random);
  }

  Attack(String name, Class<?> program) {
    this(
        name,
        program,
        17,
        Integer.MAX_VALUE,
        (feature, random) -> List.of(),
        (feature, random) -> List.of(),
        EnumSet.allOf(Peer.class),
        Accomplice.NONE,
        EnumSet.noneOf(Trait.class));
  }

  Attack on(int newFrom, int newTo) {
    return new Attack(
        name, program, newFrom, newTo, options, agentOptions, peers, accomplice, traits);
  }

  Attack with(Options newOptions) {
    return new Attack(name, program, from, to, newOptions, agentOptions, peers, accomplice, traits);
  }

  Attack withAgent(Options newAgentOptions) {
    return new Attack(name, program, from, to, options, newAgentOptions, peers, accomplice, traits);
  }

  Attack beside(Set<Peer> newPeers) {
    return new Attack(name, program, from, to, options, agentOptions, newPeers, accomplice, traits);
  }

  Attack with(Accomplice newAccomplice) {
    return new Attack(name, program, from, to, options, agentOptions, peers, newAccomplice, traits);
  }

  Attack with(Trait first, Trait... more) {
    return new Attack(
        name, program, from, to, options, agentOptions, peers, accomplice, EnumSet.of(first, more));
  }

  boolean runsOn(int feature) {
    return feature >= from && feature <= to;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  List<String> jvmOptions(int feature, Random random) {
    return options.draw(feature, random);
  }
}
