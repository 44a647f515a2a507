package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites.DecidedRemoval;
import dev.tombstone.core.intake.JdkFrames;
import dev.tombstone.instrumentation.check.CheckedRemovals;
import dev.tombstone.instrumentation.check.CheckedRemovals.CheckedRemoval;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Removals by key alone that their method decides on by a value: of those that {@link
 * CheckedRemovals} finds, the ones from a map in which the class that has its field replaces
 * values, and which no caller that is on the stack makes under a lock.
 *
 * <p>For agent threads, one at a time.
 */
final class Decisions {
  /** Frames outside the JDK whose code is read. */
  private static final int MOST_CALLERS = 6;

  private static final String MAPS = "java.util.concurrent.Concurrent";

  /** Methods of a map that hold the lock of a bin while they run a function. */
  private static final Set<String> LOCKING =
      Set.of("compute", "computeIfAbsent", "computeIfPresent", "merge");

  private final ClassReads reads;

  Decisions(ClassReads reads) {
    this.reads = reads;
  }

  /** The removal that the first of these frames makes; null if it is none. */
  @Nullable DecidedRemoval at(List<StackFrame> frames) {
    Map<Class<?>, ClassNode> read = new HashMap<>();
    StackFrame site = frames.get(0);
    ClassNode type = site.getLineNumber() <= 0 ? null : read(site.getDeclaringClass(), read);
    MethodNode method = type == null ? null : method(type, site);
    CheckedRemoval found =
        type == null || method == null
            ? null
            : CheckedRemovals.on(type, method, site.getLineNumber());
    return type == null
            || found == null
            || !isReplacing(found, site, type, read)
            || isGuarded(frames, read)
        ? null
        : new DecidedRemoval(
            Type.getObjectType(found.owner()).getClassName() + "." + found.field(),
            found.read(),
            found.decided(),
            found.correction());
  }

  private boolean isReplacing(
      CheckedRemoval found, StackFrame site, ClassNode type, Map<Class<?>, ClassNode> read) {
    if (CheckedRemovals.replaces(type, found.owner(), found.field())) {
      return true;
    }
    Class<?> owner = found.owner().equals(type.name) ? null : owner(found, site);
    ClassNode other = owner == null ? null : read(owner, read);
    return other != null && CheckedRemovals.replaces(other, found.owner(), found.field());
  }

  /** The line has read the field, so its loader knows the class: it is not asked to load it. */
  private static @Nullable Class<?> owner(CheckedRemoval found, StackFrame site) {
    try {
      return Class.forName(
          found.owner().replace('/', '.'), false, site.getDeclaringClass().getClassLoader());
    } catch (ClassNotFoundException | LinkageError gone) {
      return null;
    }
  }

  /** Whether a caller may hold a lock; also if that cannot be read. */
  private boolean isGuarded(List<StackFrame> frames, Map<Class<?>, ClassNode> read) {
    int callers = 0;
    for (StackFrame frame : frames.subList(1, frames.size())) {
      if (JdkFrames.isJdk(frame)) {
        if (frame.getClassName().startsWith(MAPS) && LOCKING.contains(frame.getMethodName())) {
          return true;
        }
      } else if (callers++ < MOST_CALLERS) {
        ClassNode type = read(frame.getDeclaringClass(), read);
        MethodNode method = type == null ? null : method(type, frame);
        if (type == null
            || method == null
            || CheckedRemovals.mayHoldLock(type, method, frame.getLineNumber())) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable MethodNode method(ClassNode type, StackFrame frame) {
    for (MethodNode method : type.methods) {
      if (method.name.equals(frame.getMethodName()) && method.desc.equals(frame.getDescriptor())) {
        return method;
      }
    }
    return null;
  }

  private @Nullable ClassNode read(Class<?> type, Map<Class<?>, ClassNode> read) {
    ClassNode known = read.get(type);
    if (known == null) {
      TypedClass typed = reads.of(type);
      known = typed == null ? null : typed.node();
      if (known != null) {
        read.put(type, known);
      }
    }
    return known;
  }
}
