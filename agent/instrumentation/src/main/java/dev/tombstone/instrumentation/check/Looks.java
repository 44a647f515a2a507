package dev.tombstone.instrumentation.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Where a method reads the value of a key from a field's map. */
final class Looks {
  private final ClassNode type;
  private final Body body;
  private final Elements elements;

  /** In this body of the class. */
  Looks(ClassNode type, Body body, Elements elements) {
    this.type = type;
    this.body = body;
    this.elements = elements;
  }

  /**
   * A value of the key that was read.
   *
   * @param at by what
   * @param value which
   * @param anew what reads another value or another key when it is executed again
   */
  record Look(AbstractInsnNode at, Identity value, Set<AbstractInsnNode> anew) {}

  List<Look> of(Identity.Field map, Identity key) {
    List<Look> looks = new ArrayList<>();
    AbstractInsnNode passed = elements.valueOf(map, key);
    if (passed != null) {
      looks.add(new Look(passed, elements.value(), Set.of()));
    }
    for (AbstractInsnNode each : body.reachable()) {
      boolean ofKey = MapCalls.isRead(each) && isOf(each, map, key);
      boolean ofEntry = MapCalls.isOfEntry(each, "getValue") && isOfEntry(each, map, key);
      boolean ofValues = MapCalls.isNext(each) && isOfValues(each, map, key);
      if (ofKey || ofEntry || ofValues) {
        Set<AbstractInsnNode> anew = new HashSet<>();
        anew.add(each);
        if (!ofValues) {
          addMakers(key, anew);
        }
        looks.add(new Look(each, new Identity.Made(each), anew));
      }
    }
    return looks;
  }

  private static void addMakers(Identity identity, Set<AbstractInsnNode> makers) {
    if (identity instanceof Identity.Made made) {
      makers.add(made.at());
    } else if (identity instanceof Identity.KeyOf of) {
      addMakers(of.entry(), makers);
    } else if (identity instanceof Identity.Boxed boxed) {
      addMakers(boxed.number(), makers);
    } else if (identity instanceof Identity.Field field && field.of() != null) {
      addMakers(Objects.requireNonNull(field.of()), makers);
    }
  }

  private boolean isOf(AbstractInsnNode read, Identity map, Identity key) {
    List<TracedValue> operands = body.operands((MethodInsnNode) read);
    return operands.get(0).is(map) && operands.get(1).is(key);
  }

  /** Whether this is {@code getValue} of an entry of the map, whose key is this. */
  private boolean isOfEntry(AbstractInsnNode read, Identity map, Identity key) {
    Identity entry = body.operands((MethodInsnNode) read).get(0).identity();
    return entry != null
        && key.equals(new Identity.KeyOf(entry))
        && (elements.isEntry(map, entry)
            || (entry instanceof Identity.Made made
                && MapCalls.isNext(made.at())
                && isOver(made.at(), "entrySet", map)));
  }

  /** Whether this is {@code next} over values of the map, which are put under this of theirs. */
  private boolean isOfValues(AbstractInsnNode next, Identity.Field map, Identity key) {
    String member = memberOf(body, key, new Identity.Made(next));
    return member != null && isOver(next, "values", map) && isKeyedBy(map, member);
  }

  private boolean isOver(AbstractInsnNode next, String view, Identity map) {
    AbstractInsnNode iterator = makerOf(next, "iterator");
    AbstractInsnNode made = iterator == null ? null : makerOf(iterator, view);
    return made != null
        && MapCalls.isOfMap(made)
        && body.operands((MethodInsnNode) made).get(0).is(map);
  }

  /** The call of this name that made what another is called on, or null. */
  private @Nullable AbstractInsnNode makerOf(AbstractInsnNode call, String name) {
    List<TracedValue> operands = body.operands((MethodInsnNode) call);
    return !operands.isEmpty()
            && operands.get(0).identity() instanceof Identity.Made made
            && MapCalls.isCall(made.at(), name)
        ? made.at()
        : null;
  }

  /** What of a value the key is, a field or a method without arguments; null if it is neither. */
  private static @Nullable String memberOf(Body body, Identity key, Identity value) {
    if (key instanceof Identity.Boxed boxed) {
      return memberOf(body, boxed.number(), value);
    }
    if (key instanceof Identity.Field field && value.equals(field.of())) {
      return field.owner() + "." + field.name();
    }
    if (key instanceof Identity.Made made
        && made.at() instanceof MethodInsnNode call
        && call.desc.startsWith("()")) {
      List<TracedValue> operands = body.operands(call);
      return operands.size() == 1 && operands.get(0).is(value)
          ? call.owner + "." + call.name + "()"
          : null;
    }
    return null;
  }

  /** Whether the class puts values into the map under this of theirs. */
  private boolean isKeyedBy(Identity.Field map, String member) {
    for (MethodNode each : type.methods) {
      Body other =
          Fields.isNamedIn(each, map.owner(), map.name())
              ? Body.of(type.name, each, Map.of())
              : null;
      if (other != null && isKeyedBy(other, map, member)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyedBy(Body body, Identity.Field map, String member) {
    for (AbstractInsnNode each : body.reachable()) {
      if (each instanceof MethodInsnNode put && MapCalls.isPut(put)) {
        List<TracedValue> operands = body.operands(put);
        Identity key = operands.get(1).identity();
        Identity value = operands.get(2).identity();
        if (Fields.is(operands.get(0).identity(), map.owner(), map.name())
            && key != null
            && value != null
            && member.equals(memberOf(body, key, value))) {
          return true;
        }
      }
    }
    return false;
  }
}
