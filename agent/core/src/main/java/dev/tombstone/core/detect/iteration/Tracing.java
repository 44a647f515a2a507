package dev.tombstone.core.detect.iteration;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which map classes' removals are woven for now, where they are not always: those over which a loop
 * failed twice within {@value #SECONDS} seconds without its being known which line removed.
 *
 * <p>Each time that classes are woven the JVM throws away the compiled code that has them inside,
 * and again when they are put back. So a map class stays woven for {@value #SECONDS} seconds, and
 * then rests: an hour, twice as long after each further time, a day at the most. A loop whose
 * remover has been found asks for nothing any more. For threads of the agent, one at a time.
 */
final class Tracing {
  static final int SECONDS = 300;
  static final int FIRST_REST_SECONDS = 3_600;
  static final int LONGEST_REST_SECONDS = 24 * 3_600;

  /** Loops remembered; with more of them all are forgotten, and each must fail twice again. */
  static final int MOST_LOOPS = 256;

  private static final class Turn {
    int left = SECONDS;
    int rest;
    int nextRest = FIRST_REST_SECONDS;
  }

  private final Map<String, Turn> turns = new HashMap<>();

  /** When each loop failed last, over maps of one class, as long as nothing is known of it. */
  private final Map<String, Integer> failures = new HashMap<>();

  private final Set<String> explained = new HashSet<>();
  private int now;

  /**
   * A loop failed.
   *
   * @param map class of the map
   * @param loop its line
   * @param known whether it is known which line removed
   */
  void failed(Class<?> map, String loop, boolean known) {
    String place = map.getName() + " " + loop;
    if (known) {
      remember(place);
    } else if (!explained.contains(place) && isAgain(place)) {
      MapFamilies.mapTypes(map, Layer.REMOVAL).forEach(this::trace);
    }
  }

  /** So many seconds have passed. */
  void pass(int seconds) {
    now += seconds;
    for (Turn turn : turns.values()) {
      if (turn.left > 0) {
        turn.left = Math.max(0, turn.left - seconds);
        if (turn.left == 0) {
          turn.rest = turn.nextRest;
          turn.nextRest = Math.min(2 * turn.nextRest, LONGEST_REST_SECONDS);
        }
      } else {
        turn.rest = Math.max(0, turn.rest - seconds);
      }
    }
  }

  /** Names of the map classes. */
  Set<String> maps() {
    Set<String> maps = new HashSet<>();
    for (Map.Entry<String, Turn> turn : turns.entrySet()) {
      if (turn.getValue().left > 0) {
        maps.add(turn.getKey());
      }
    }
    return maps;
  }

  private void remember(String place) {
    if (explained.size() >= MOST_LOOPS) {
      explained.clear();
    }
    explained.add(place);
    failures.remove(place);
  }

  private boolean isAgain(String place) {
    if (failures.size() >= MOST_LOOPS) {
      failures.clear();
    }
    Integer before = failures.put(place, now);
    return before != null && now - before <= SECONDS;
  }

  private void trace(String map) {
    Turn turn = turns.get(map);
    if (turn == null) {
      turns.put(map, new Turn());
    } else if (turn.left == 0 && turn.rest == 0) {
      turn.left = SECONDS;
    }
  }
}
