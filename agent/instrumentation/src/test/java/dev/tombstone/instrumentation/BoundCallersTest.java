package dev.tombstone.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.model.family.Layer;
import dev.tombstone.model.family.MapFamilies;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads the classes of {@code java.util} of the JDK that the test runs on. */
class BoundCallersTest {
  private static final int FIXED = Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;

  private final Map<String, ClassReader> classes = new HashMap<>();
  private final Set<String> woven = new TreeSet<>();

  @Test
  void names_areAllOfThisJdk() throws IOException {
    read();
    Set<String> callers = new TreeSet<>();
    for (String type : classes.keySet()) {
      if (!woven.contains(type) && woven.contains(outermost(type)) && callsWovenSuper(type)) {
        callers.add(type.replace('/', '.'));
      }
    }
    assertThat(new TreeSet<>(BoundCallers.names())).isEqualTo(callers);
  }

  private void read() throws IOException {
    MapTransformer transformer = new MapTransformer(MapFamilies.all(), Runtime.version().feature());
    Set<String> names = transformer.typeNames();
    names.addAll(transformer.typeNames(new Layer.Woven(EnumSet.allOf(Layer.class), Set.of())));
    names.forEach(name -> woven.add(name.replace('.', '/')));
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (Stream<Path> files = Files.walk(jdk.getPath("/modules/java.base/java/util"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        classes.put(reader.getClassName(), reader);
      }
    }
  }

  private boolean callsWovenSuper(String type) {
    boolean[] calls = new boolean[1];
    Objects.requireNonNull(classes.get(type))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String form, boolean isInterface) {
                    calls[0] |= isBound(type, opcode, owner, called, form);
                  }
                };
              }
            },
            0);
    return calls[0];
  }

  private boolean isBound(String type, int opcode, String owner, String name, String descriptor) {
    if (name.equals("<init>") || (!supers(type).contains(owner) && !owner.equals(type))) {
      return false;
    }
    for (String declaring : supers(owner)) {
      int access = access(declaring, name, descriptor);
      if (access >= 0) {
        boolean fixed = opcode == Opcodes.INVOKESPECIAL || (access & FIXED) != 0;
        return fixed && woven.contains(declaring) && !declaring.equals(type);
      }
    }
    return false;
  }

  /** The class and those it extends, as far as they are read here. */
  private List<String> supers(String type) {
    return Stream.iterate(type, classes::containsKey, this::superOf).toList();
  }

  private String superOf(String type) {
    return Objects.requireNonNull(classes.get(type)).getSuperName();
  }

  private int access(String type, String method, String form) {
    int[] found = {-1};
    Objects.requireNonNull(classes.get(type))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.equals(method) && descriptor.equals(form)) {
                  found[0] = access;
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return found[0];
  }

  private static String outermost(String type) {
    int dollar = type.indexOf('$');
    return dollar < 0 ? type : type.substring(0, dollar);
  }
}
