package dev.tombstone.instrumentation.closing;

import dev.tombstone.core.detect.framework.ClosingClasses;
import dev.tombstone.instrumentation.callsite.ClassBytes;
import dev.tombstone.instrumentation.closing.ClosingTransform.Plan;
import dev.tombstone.instrumentation.library.LibraryMaps.BootDefiner;
import dev.tombstone.instrumentation.weave.HookBridge;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Has classes of the application tell of their objects. For agent threads.
 *
 * <p>All that is woven for one class is woven in one retransformation: no object is known to have
 * been made whose close would not be heard of.
 */
public final class ApplicationClosing implements ClosingClasses {
  private static final int MOST_CLASSES = 256;

  /** Of the JDK: what nobody has to close, as it holds memory only. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.StringBufferInputStream",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.CharArrayReader",
          "java.io.CharArrayWriter");

  /** Of the JDK: superclasses that hold nothing which has to be closed. */
  private static final Set<String> EMPTY =
      Set.of("java.io.InputStream", "java.io.OutputStream", "java.io.Reader", "java.io.Writer");

  /** Retransforms classes while the transformer is registered. */
  public interface Retransformation {
    /** All of them at once, or none. */
    void retransform(Collection<Class<?>> classes) throws UnmodifiableClassException;
  }

  private final Instrumentation instrumentation;
  private final ClassBytes bytes;
  private final BootDefiner boot;
  private final Retransformation retransformation;
  private final ClosingTransform transform;
  private final Set<String> names;

  /**
   * Makes nothing ready.
   *
   * @param names of methods by which objects are closed
   */
  public ApplicationClosing(
      Instrumentation instrumentation,
      ClassBytes bytes,
      BootDefiner boot,
      Retransformation retransformation,
      ClosingTransform transform,
      Set<String> names) {
    this.instrumentation = instrumentation;
    this.bytes = bytes;
    this.boot = boot;
    this.retransformation = retransformation;
    this.transform = transform;
    this.names = names;
  }

  @Override
  public synchronized Told tell(Class<?> type) {
    if (!AutoCloseable.class.isAssignableFrom(type) || isHarmless(type)) {
      return Told.NOTHING_TO_CLOSE;
    }
    if (type.isHidden()
        || Proxy.isProxyClass(type)
        || isOfTheJdk(type)
        || transform.plans().size() >= MOST_CLASSES) {
      return Told.NOT_TO_BE_SEEN;
    }
    List<Class<?>> types = hierarchy(type);
    List<ClassFacts> facts = new ArrayList<>();
    for (Class<?> each : types) {
      byte[] file = instrumentation.isModifiableClass(each) ? bytes.of(each) : null;
      if (file == null) {
        return Told.NOT_TO_BE_SEEN;
      }
      facts.add(ClassFacts.of(file, names));
    }
    MethodFacts close = closeOf(types, facts, type);
    if (close == null || close.is(Opcodes.ACC_NATIVE)) {
      return Told.NOT_TO_BE_SEEN;
    }
    if (close.size == 1) {
      return Told.NOTHING_TO_CLOSE;
    }
    ClosingMethods methods = ClosingMethods.of(facts, names);
    return methods.hasNative() || !weave(types, facts, methods)
        ? Told.NOT_TO_BE_SEEN
        : told(types, facts, methods.handOver());
  }

  @Override
  public synchronized void forget() {
    List<Class<?>> woven = wovenClasses();
    transform.setPlans(List.of());
    for (Class<?> each : woven) {
      retransformed(List.of(each));
    }
  }

  /** Classes that tell. */
  public List<Class<?>> wovenClasses() {
    List<Class<?>> woven = new ArrayList<>();
    for (Plan plan : transform.plans()) {
      Class<?> type = plan.type().get();
      if (type != null) {
        woven.add(type);
      }
    }
    return woven;
  }

  /** The topmost class of the application tells of new objects: before any code of theirs. */
  private boolean weave(List<Class<?>> types, List<ClassFacts> facts, ClosingMethods methods) {
    defineBridge();
    List<Plan> added = new ArrayList<>();
    List<Class<?>> affected = new ArrayList<>();
    Class<?> top = topOf(types);
    for (int i = 0; i < types.size(); i++) {
      Class<?> type = types.get(i);
      Set<String> closing = methods.of(facts.get(i).name);
      if (!closing.isEmpty() || type == top) {
        added.add(Plan.of(type, closing, type == top));
        affected.add(type);
      }
    }
    List<Plan> before = transform.plans();
    transform.add(added);
    if (retransformed(affected)) {
      return true;
    }
    transform.setPlans(before);
    return false;
  }

  private boolean retransformed(List<Class<?>> types) {
    try {
      retransformation.retransform(types);
      return true;
    } catch (UnmodifiableClassException | LinkageError | InternalError refused) {
      return false;
    }
  }

  private void defineBridge() {
    String name = HookBridge.typeFor(ClosingTransform.HOOK).replace('/', '.');
    try {
      Class<?> unused = Class.forName(name, false, null);
    } catch (ClassNotFoundException notYet) {
      boot.define(name, HookBridge.classFile(ClosingTransform.HOOK));
    }
  }

  /** What is said of a class that tells. */
  private Told told(List<Class<?>> types, List<ClassFacts> facts, boolean handsOver) {
    List<Field> fields = new ArrayList<>();
    Set<String> closeable = closeableOf(facts);
    boolean cleanedLater = false;
    boolean holdsMore = false;
    for (int i = 0; i < types.size(); i++) {
      Class<?> type = types.get(i);
      cleanedLater |= facts.get(i).cleanedLater;
      if (!type.isInterface()) {
        facts
            .get(i)
            .references
            .forEach(
                (field, declared) ->
                    fields.add(new Field(type, field, closeable.contains(declared))));
        Class<?> above = type.getSuperclass();
        holdsMore |=
            above != null
                && isOfTheJdk(above)
                && AutoCloseable.class.isAssignableFrom(above)
                && !EMPTY.contains(above.getName());
      }
    }
    return new Told(Verdict.TELLS, cleanedLater, handsOver, holdsMore, List.copyOf(fields));
  }

  /**
   * Of the classes that fields are declared to hold those that have to be closed. One that is not
   * loaded has no objects; none is loaded here.
   */
  private Set<String> closeableOf(List<ClassFacts> facts) {
    Set<String> declared = new HashSet<>();
    for (ClassFacts each : facts) {
      declared.addAll(each.references.values());
    }
    Set<String> closeable = new HashSet<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (declared.contains(loaded.getName())
          && AutoCloseable.class.isAssignableFrom(loaded)
          && !isHarmless(loaded)) {
        closeable.add(loaded.getName());
      }
    }
    return closeable;
  }

  /** The method that {@code close()} of the class is; null if it is the JDK's. */
  private static @Nullable MethodFacts closeOf(
      List<Class<?>> types, List<ClassFacts> facts, Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (isOfTheJdk(each)) {
        if (AutoCloseable.class.isAssignableFrom(each)) {
          return null;
        }
        continue;
      }
      MethodFacts close = declaredClose(facts.get(types.indexOf(each)));
      if (close != null) {
        return close;
      }
    }
    for (int i = 0; i < types.size(); i++) {
      MethodFacts close = types.get(i).isInterface() ? declaredClose(facts.get(i)) : null;
      if (close != null) {
        return close;
      }
    }
    return null;
  }

  private static @Nullable MethodFacts declaredClose(ClassFacts facts) {
    for (MethodFacts method : facts.methods) {
      if (method.key().equals("close()V") && method.isOfAnObject()) {
        return method;
      }
    }
    return null;
  }

  /** The class, those it extends, and their interfaces, without the JDK's. */
  private static List<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null && !isOfTheJdk(each); each = each.getSuperclass()) {
      all.add(each);
    }
    for (Class<?> each : List.copyOf(all)) {
      addInterfaces(each, all);
    }
    return List.copyOf(all);
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) {
      if (!isOfTheJdk(each) && all.add(each)) {
        addInterfaces(each, all);
      }
    }
  }

  private static Class<?> topOf(List<Class<?>> types) {
    Class<?> top = types.get(0);
    for (Class<?> above = top; above != null && !isOfTheJdk(above); above = above.getSuperclass()) {
      top = above;
    }
    return top;
  }

  private static boolean isHarmless(Class<?> type) {
    return HARMLESS.contains(type.getName()) || type.getName().startsWith("java.util.stream.");
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
