package dev.tombstone.assembly;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Makes the JDK forget the agent's records. {@code ObjectMethods}, which makes their {@code equals}
 * and {@code hashCode}, has static method handles that remember the types they were last adapted
 * to, and with them a class of the agent, and its loader: JDK 17 the last type; JDK 25 the last of
 * the JDK's or the application's loaders, and softly the last of any other. So they are adapted
 * once more: to an empty class of an empty loader, and to a class of the JDK.
 */
final class RecordCaches {
  private RecordCaches() {}

  static void forget() {
    try {
      Class<?> empty =
          Proxy.newProxyInstance(
                  new URLClassLoader(new URL[0], null),
                  new Class<?>[] {Runnable.class},
                  (proxy, method, arguments) -> null)
              .getClass();
      adapt(empty);
      adapt(String.class);
    } catch (Throwable otherJdk) {
      // The agent is gone all the same; its classes stay until another record takes their place.
      return;
    }
  }

  private static void adapt(Class<?> type) throws Throwable {
    MethodHandle component = MethodHandles.identity(type);
    adapt("equals", MethodType.methodType(boolean.class, type, Object.class), component);
    adapt("hashCode", MethodType.methodType(int.class, type), component);
  }

  private static void adapt(String method, MethodType type, MethodHandle component)
      throws Throwable {
    Object unused =
        ObjectMethods.bootstrap(
            MethodHandles.lookup(),
            method,
            type,
            component.type().returnType(),
            "component",
            component);
  }
}
