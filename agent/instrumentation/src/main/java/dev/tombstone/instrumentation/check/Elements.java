package dev.tombstone.instrumentation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the lambda of {@code map.forEach((key, value) -> …)} or {@code map.entrySet().forEach(entry
 * -> …)} is passed, and by which map: as the lambda itself names the map, if it does.
 */
final class Elements {
  private static final String LAMBDA = "lambda$";
  private static final String FOR_EACH = "forEach";

  /** Of no lambda, or of one that something else calls. */
  private static final Elements NONE = new Elements();

  private @Nullable Identity map;
  private int key = -1;
  private int value = -1;
  private int entry = -1;

  /** Stands for the passing of the value. */
  private final AbstractInsnNode passed = new LabelNode();

  private Elements() {}

  /** Those of this method. */
  static Elements of(ClassNode type, MethodNode lambda) {
    if (!lambda.name.startsWith(LAMBDA)) {
      return NONE;
    }
    for (MethodNode maker : type.methods) {
      for (AbstractInsnNode each : maker.instructions) {
        if (each instanceof InvokeDynamicInsnNode linked && isOf(linked, lambda)) {
          Elements found = passedBy(type, maker, linked, lambda);
          return found == null ? NONE : found;
        }
      }
    }
    return NONE;
  }

  private static boolean isOf(InvokeDynamicInsnNode linked, MethodNode lambda) {
    for (Object argument : linked.bsmArgs) {
      if (argument instanceof Handle handle
          && handle.getName().equals(lambda.name)
          && handle.getDesc().equals(lambda.desc)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Elements passedBy(
      ClassNode type, MethodNode maker, InvokeDynamicInsnNode linked, MethodNode lambda) {
    AbstractInsnNode next = linked.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    if (!(next instanceof MethodInsnNode call) || !call.name.equals(FOR_EACH)) {
      return null;
    }
    Body body = Body.of(type.name, maker, Map.of());
    List<TracedValue> operands = body == null ? List.of() : body.operands(call);
    if (body == null || operands.isEmpty()) {
      return null;
    }
    Elements found = new Elements();
    int parameters = Type.getArgumentCount(lambda.desc);
    Identity on = operands.get(0).identity();
    if (MapCalls.isOfMap(call) && parameters >= 2) {
      found.key = parameters - 2;
      found.value = parameters - 1;
    } else if (on instanceof Identity.Made view
        && MapCalls.isCall(view.at(), "entrySet")
        && MapCalls.isOfMap(view.at())
        && parameters >= 1) {
      found.entry = parameters - 1;
      on = body.operands((MethodInsnNode) view.at()).get(0).identity();
    } else {
      return null;
    }
    found.map = on == null ? null : asTheLambdaHasIt(on, captured(body, linked, lambda));
    return found;
  }

  /** What the lambda has in its parameters, by what the maker has; {@code this} included. */
  private static Map<Identity, Identity> captured(
      Body body, InvokeDynamicInsnNode linked, MethodNode lambda) {
    Map<Identity, Identity> known = new HashMap<>();
    List<TracedValue> values = new ArrayList<>(body.used(linked));
    boolean ofInstance = (lambda.access & Opcodes.ACC_STATIC) == 0;
    for (int i = 0; i < values.size(); i++) {
      Identity outside = values.get(i).identity();
      if (outside != null) {
        boolean self = ofInstance && i == 0;
        known.put(
            outside, self ? new Identity.This() : new Identity.Parameter(ofInstance ? i - 1 : i));
      }
    }
    return known;
  }

  private static @Nullable Identity asTheLambdaHasIt(
      Identity outside, Map<Identity, Identity> captured) {
    Identity known = captured.get(outside);
    if (known != null || !(outside instanceof Identity.Field field)) {
      return known;
    }
    if (field.of() == null) {
      return field;
    }
    Identity of = asTheLambdaHasIt(field.of(), captured);
    return of == null ? null : new Identity.Field(field.owner(), field.name(), of);
  }

  /** Parameters that tell of a map's values, each with what stands for its being read. */
  Map<Integer, AbstractInsnNode> read() {
    return value < 0 ? Map.of() : Map.of(value, passed);
  }

  /** What stands for the passing of a value with this key of this map; null if none is. */
  @Nullable AbstractInsnNode valueOf(Identity ofMap, Identity ofKey) {
    boolean isPassed = value >= 0 && ofMap.equals(map) && ofKey.equals(new Identity.Parameter(key));
    return isPassed ? passed : null;
  }

  /** The value that is passed. */
  Identity value() {
    return new Identity.Parameter(value);
  }

  /** Whether this is an entry of this map that is passed. */
  boolean isEntry(Identity ofMap, Identity each) {
    return entry >= 0 && ofMap.equals(map) && each.equals(new Identity.Parameter(entry));
  }
}
