package dev.tombstone.agent.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Deletes keys that nobody is to know, rightly and wrongly, until its input ends. A line of input
 * makes it print all that the agent's MBean says.
 */
@SuppressWarnings("CollectionIncompatibleType")
public final class SecretKeys {
  private static final int KEYS = 21;
  private static final String WORD = "Geheim";

  /** Makes hash codes that no figure of the agent is by chance. */
  private static final int HASH = 0x7E57C0DE;

  /** A key of the application's own class. */
  private static final class Patient implements Comparable<Patient> {
    private int number;

    Patient(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Patient patient && patient.number == number;
    }

    @Override
    public int hashCode() {
      return HASH + number;
    }

    @Override
    public int compareTo(Patient other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
      return WORD + number;
    }
  }

  /** Constants with classes of their own. */
  private enum Illness {
    GEHEIM_A {
      @Override
      boolean known() {
        return true;
      }
    },
    GEHEIM_B {
      @Override
      boolean known() {
        return false;
      }
    };

    @SuppressWarnings("UnusedMethod") // It makes each constant a class of its own.
    abstract boolean known();
  }

  private SecretKeys() {}

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    Thread worker = new Thread(SecretKeys::work, "worker");
    worker.setDaemon(true);
    worker.start();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      printBean();
      System.out.println("printed");
    }
  }

  /** Whatever would tell one of the keys: texts, and numbers in decimal and hexadecimal digits. */
  @SuppressWarnings("GetClassOnEnum")
  public static List<String> traces() {
    List<String> traces = new ArrayList<>();
    traces.add(WORD);
    traces.add(WORD.toUpperCase(java.util.Locale.ROOT));
    for (int i = 0; i < KEYS; i++) {
      for (Object key : keys(i)) {
        traces.add(key.toString());
        addHash(key.hashCode(), traces);
      }
      addHash(new Patient(i).hashCode(), traces);
      addHash(new Patient(-i).hashCode(), traces);
    }
    for (Illness illness : Illness.values()) {
      traces.add(illness.getClass().getName());
    }
    return traces;
  }

  /** As it is, and as maps keep it. */
  private static void addHash(int hash, List<String> traces) {
    for (int kept : new int[] {hash, hash ^ (hash >>> 16), (hash ^ (hash >>> 16)) & 0x7FFFFFFF}) {
      traces.add(Integer.toHexString(kept));
      traces.add(Integer.toString(kept));
    }
  }

  private static List<Object> keys(int i) {
    long number = 491_704_711_000L + 17L * i;
    return List.of(
        WORD + i,
        "+" + number,
        number,
        BigInteger.valueOf(number),
        URI.create("http://" + WORD + i + "/" + number));
  }

  private static void work() {
    List<Map<Object, Object>> maps =
        List.of(
            new HashMap<>(),
            new LinkedHashMap<>(),
            new ConcurrentHashMap<>(),
            new IdentityHashMap<>());
    while (true) {
      for (int i = 0; i < KEYS; i++) {
        for (Map<Object, Object> map : maps) {
          for (Object key : keys(i)) {
            map.put(key, key);
            map.remove(key);
            map.remove(key);
          }
        }
        removeOwn(i);
        change(i);
        neverHit(i);
      }
      changeInALoop();
      Thread.yield();
    }
  }

  private static void removeOwn(int i) {
    for (Map<Patient, String> map :
        List.of(
            new HashMap<Patient, String>(),
            new TreeMap<Patient, String>(),
            new ConcurrentSkipListMap<Patient, String>())) {
      map.put(new Patient(i), WORD);
      map.remove(new Patient(i));
      map.remove(new Patient(-i), WORD);
    }
    Map<Illness, String> illnesses = new EnumMap<>(Illness.class);
    Map<Object, String> byAnything = new HashMap<>();
    for (Illness illness : Illness.values()) {
      illnesses.put(illness, WORD);
      illnesses.remove(illness);
      byAnything.put(illness, WORD);
      byAnything.remove(illness);
    }
  }

  private static void change(int i) {
    for (Map<Patient, String> map :
        List.of(
            new HashMap<Patient, String>(),
            new ConcurrentHashMap<Patient, String>(),
            new TreeMap<Patient, String>())) {
      Patient patient = new Patient(i);
      map.put(new Patient(0), WORD);
      map.put(patient, WORD);
      map.put(new Patient(1), WORD);
      patient.number = -i;
      map.remove(patient);
      map.remove(patient);
    }
    Set<List<String>> lists = new HashSet<>();
    List<String> list = new ArrayList<>(List.of(WORD + i));
    lists.add(list);
    list.add(WORD);
    lists.remove(list);
  }

  private static void neverHit(int i) {
    Map<String, String> texts = new HashMap<>();
    texts.put(WORD + i, WORD);
    texts.remove(new Patient(i));
    texts.remove(WORD);
    texts.remove(WORD + i, new Patient(i));
  }

  private static void changeInALoop() {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      map.put(WORD + i, i);
    }
    try {
      for (Iterator<String> keys = map.keySet().iterator(); keys.hasNext(); ) {
        map.remove(keys.next());
      }
    } catch (java.util.ConcurrentModificationException asItMust) {
      return;
    }
  }

  private static void printBean() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.tombstone:type=Agent");
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      print(server.getAttribute(name, attribute.getName()));
    }
    print(
        server.invoke(
            name,
            "hotKeys",
            new Object[] {"all", 1_000},
            new String[] {String.class.getName(), int.class.getName()}));
  }

  private static void print(Object value) {
    System.out.println(value instanceof Object[] rows ? Arrays.deepToString(rows) : value);
  }
}
