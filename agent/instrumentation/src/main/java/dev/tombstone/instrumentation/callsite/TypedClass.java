package dev.tombstone.instrumentation.callsite;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * A class whose methods can be asked for the types and origins of their values.
 *
 * <p>All is taken from this one class file, with or without debug information. Nothing is asked of
 * the JVM that runs, and no other class is looked at.
 */
public final class TypedClass {
  private static final int MAJOR_HIGH = 6;

  /** Places in all frames of a method: four bytes each while it is analysed. */
  private static final long MOST_PLACES = 2_000_000;

  private final ClassNode node;

  /** Generic signatures of fields and methods that have one, by name and descriptor. */
  private final Map<String, String> signatures = new HashMap<>();

  private TypedClass(ClassNode node) {
    this.node = node;
    for (FieldNode field : node.fields) {
      if (field.signature != null) {
        signatures.put(field.name + field.desc, field.signature);
      }
    }
    for (MethodNode method : node.methods) {
      if (method.signature != null) {
        signatures.put(method.name + method.desc, method.signature);
      }
    }
  }

  /**
   * The class in these bytes.
   *
   * @throws RuntimeException if they are no class file
   */
  public static TypedClass of(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(asKnown(classFile)).accept(node, ClassReader.SKIP_FRAMES);
    return of(node);
  }

  /** This class, which must not be changed any more. */
  public static TypedClass of(ClassNode node) {
    return new TypedClass(node);
  }

  /** The class as ASM has it. */
  public ClassNode node() {
    return node;
  }

  /**
   * What is known in this method of the class; null if it has no code, is too large, or is not
   * valid.
   */
  public @Nullable TypedMethod analyse(MethodNode method) {
    long places = (long) method.instructions.size() * (method.maxLocals + method.maxStack);
    if (method.instructions.size() == 0 || places > MOST_PLACES) {
      return null;
    }
    try {
      Analyzer<TypedValue> analyzer = new Analyzer<>(new TypeInterpreter(this, method));
      return new TypedMethod(method, analyzer.analyze(node.name, method));
    } catch (AnalyzerException | RuntimeException notValid) {
      return null;
    }
  }

  /** Generic signature of a field or method of this class, otherwise the descriptor. */
  String signatureOf(String owner, String name, String descriptor) {
    return owner.equals(node.name)
        ? signatures.getOrDefault(name + descriptor, descriptor)
        : descriptor;
  }

  /** A class file of a version that ASM may not know yet reads like an older one. */
  private static byte[] asKnown(byte[] bytes) {
    if (bytes[MAJOR_HIGH] == 0 && (bytes[MAJOR_HIGH + 1] & 0xFF) <= Opcodes.V17) {
      return bytes;
    }
    byte[] copy = bytes.clone();
    copy[MAJOR_HIGH] = 0;
    copy[MAJOR_HIGH + 1] = Opcodes.V17;
    return copy;
  }
}
