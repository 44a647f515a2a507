package dev.tombstone.benchmarks.calls;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/**
 * Map classes of an application: what counting costs beyond those that have a place of their own.
 */
final class OwnClasses {
  private static final int MANY = 70;

  /** Made into as many hidden classes as are wanted. */
  static final class Own extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1;
  }

  private OwnClasses() {}

  static Map<Object, Object> first() {
    return new Own();
  }

  static Map<Object, Object> late() {
    Map<Object, Object> map = new Own();
    byte[] bytes = bytes();
    for (int i = 0; i < MANY; i++) {
      map = another(bytes);
      map.put("", "");
      map.remove("");
    }
    return map;
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> another(byte[] bytes) {
    try {
      Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
      return (Map<Object, Object>) hidden.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes() {
    try (InputStream in = OwnClasses.class.getResourceAsStream("OwnClasses$Own.class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
