package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the calls of {@code remove} in the application's classes. Each class is read at most once
 * for them, a few in a second ({@link ClassReads}) and {@value #MOST_CLASSES} in all; its calls are
 * remembered for as long as the class is loaded.
 *
 * <p>For agent threads, one at a time. What cannot be read is not known, and nothing is thrown.
 */
public final class DeclaredTypes implements CallSites {
  private static final int MOST_CLASSES = 1_024;

  private final ClassReads reads;
  private final Equality equality;
  private final SuperTypes superTypes;
  private final ArgumentOrigins origins;
  private final Decisions decisions;
  private final ReferenceFields referenceFields;
  private final MapOwners owners;
  private final Map<Class<?>, RemoveCalls> known = new WeakHashMap<>();

  /**
   * Makes nothing ready: it is made at start, and used when there is something to prove.
   *
   * @param sources asked in this order, until one has the class
   */
  public DeclaredTypes(ClassBytes... sources) {
    this(System::nanoTime, sources);
  }

  DeclaredTypes(LongSupplier nanoTime, ClassBytes... sources) {
    reads = new ClassReads(nanoTime, List.of(sources));
    equality = new Equality(reads);
    superTypes = new SuperTypes(reads);
    origins = new ArgumentOrigins(reads);
    decisions = new Decisions(reads);
    referenceFields = new ReferenceFields(reads);
    owners = new MapOwners(reads);
  }

  @Override
  public boolean mayRead() {
    return reads.allowed();
  }

  @Override
  public @Nullable RemoveCall at(StackFrame frame, Class<?> map) {
    if (frame.getLineNumber() <= 0) {
      return null;
    }
    RemoveCall call =
        callsIn(frame.getDeclaringClass())
            .on(frame.getMethodName(), frame.getDescriptor(), frame.getLineNumber());
    return call == null ? null : asTheJdkSeesIt(call, map);
  }

  @Override
  public boolean equalsItselfOnly(Class<?> type) {
    return equality.isOfObject(type);
  }

  @Override
  public boolean isMadeForTheCall(List<StackFrame> frames) {
    return origins.isMadeForTheCall(frames);
  }

  @Override
  public @Nullable String mapField(StackFrame frame, String called) {
    return owners.at(frame, called);
  }

  @Override
  public @Nullable DecidedRemoval decidedAt(List<StackFrame> frames) {
    return decisions.at(frames);
  }

  @Override
  public @Nullable List<String> referenceFields(Class<?> type) {
    return referenceFields.of(type);
  }

  private RemoveCall asTheJdkSeesIt(RemoveCall call, Class<?> map) {
    String signature = superTypes.ofTheJdk(call.receiver(), map);
    if (signature == null || signature.equals(call.receiver())) {
      return call;
    }
    List<@Nullable String> types = Signatures.arguments(signature);
    return types.size() == 2
        ? new RemoveCall(signature, types.get(0), types.get(1), call.arguments(), call.owner())
        : call;
  }

  private RemoveCalls callsIn(Class<?> type) {
    RemoveCalls calls = known.get(type);
    if (calls != null) {
      return calls;
    }
    if (known.size() >= MOST_CLASSES) {
      return RemoveCalls.none();
    }
    TypedClass typed = reads.of(type);
    RemoveCalls read = typed == null ? RemoveCalls.none() : RemoveCalls.in(typed);
    known.put(type, read);
    return read;
  }
}
