package dev.tombstone.instrumentation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.instrumentation.weave.HookBridge;
import dev.tombstone.model.family.MapFamily;
import dev.tombstone.model.family.Marker.Decrement;
import dev.tombstone.model.family.Marker.Drop;
import dev.tombstone.model.family.Marker.Inner;
import dev.tombstone.model.family.Marker.KeySource;
import dev.tombstone.model.operation.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LibraryTransformerTest {
  private static final String TYPE = "dev/tombstone/instrumentation/library/SmallMap";
  private static final String COPY = "some/shaded/library/SmallMap";
  private static final String BRIDGE = "java/util/Tombstone$";

  private final LibraryOutcomes outcomes = new LibraryOutcomes();
  private final LibraryTransformer transformer = transformerOf(family());
  private final ClassLoader loader = new ClassLoader(null) {};

  @Test
  void transform_classOfTheFamily_callsTheBridgeAndNothingElseOfTheAgent() throws IOException {
    byte[] woven = woven(TYPE, original());
    Set<String> bridged = callsOf(woven);
    assertThat(bridged).isNotEmpty().allMatch(call -> call.startsWith(BRIDGE));
    assertThat(methodsOf(HookBridge.classes())).containsAll(bridged);
    assertThat(outcomes.of(loader, TYPE)).isEmpty();
  }

  @Test
  void transform_copyUnderAnotherName_isWoven() throws IOException {
    assertThat(callsOf(woven(COPY, renamed(COPY)))).isNotEmpty();
    assertThat(outcomes.of(loader, COPY)).isEmpty();
  }

  @Test
  void transform_otherPackageOrLoader_isLeftAlone() throws IOException {
    assertThat(transform("some/other/SmallMap", renamed("some/other/SmallMap"))).isNull();
    assertThat(transform("library/Small", original())).isNull();
    assertThat(transformer.transform(null, null, TYPE, null, null, original())).isNull();
    assertThat(
            transformer.transform(null, getClass().getClassLoader(), TYPE, null, null, original()))
        .as("the agent's own loader")
        .isNull();
    assertThat(outcomes.loaders()).isZero();
  }

  @Test
  void transform_anotherShape_isPartialOrNotTheClass() throws IOException {
    LibraryTransformer strict =
        transformerOf(
            MapFamily.ofLibrary(TYPE.replace('/', '.'))
                .at(Operation.CLEAR, "clear", new Drop("size"))
                .at(Operation.POLL, "removeFirst", new Drop("size"))
                .build());
    assertThat(strict.transform(null, loader, TYPE, null, null, original())).isNotNull();
    assertThat(outcomes.of(loader, TYPE)).isEqualTo("this version's body differs in removeFirst");
    assertThat(strict.transform(null, loader, COPY, null, null, renamed(COPY))).isNull();
    assertThat(outcomes.of(loader, COPY)).isNull();
  }

  @Test
  void transform_methodOfALaterVersion_mayBeMissing() throws IOException {
    LibraryTransformer later =
        transformerOf(
            MapFamily.ofLibrary(TYPE.replace('/', '.'))
                .at(Operation.CLEAR, "clear", new Drop("size"))
                .since("2.0", Operation.POLL, "removeFirst", new Drop("size"))
                .build());
    assertThat(later.transform(null, loader, TYPE, null, null, original())).isNotNull();
    assertThat(outcomes.of(loader, TYPE)).isEmpty();
  }

  @Test
  void transform_damagedClass_isLeftAloneAndSaidSo() {
    assertThat(transform(TYPE, new byte[] {1, 2, 3})).isNull();
    assertThat(outcomes.of(loader, TYPE)).startsWith("not woven: ");
  }

  @Test
  void transform_afterTheEnd_leavesEverything() throws IOException {
    assertThat(transformer.mayWeave(TYPE.replace('/', '.'))).isTrue();
    assertThat(transformer.mayWeave("java.util.HashMap")).isFalse();
    transformer.end();
    assertThat(transform(TYPE, original())).isNull();
  }

  @Test
  void outcomes_ofALoaderThatIsGone_areForgotten() throws InterruptedException {
    outcomes.put(new ClassLoader(null) {}, TYPE, "");
    outcomes.put(loader, TYPE, "");
    for (int i = 0; i < 100 && outcomes.loaders() > 1; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(outcomes.loaders()).isEqualTo(1);
    assertThat(outcomes.of(loader, TYPE)).isEmpty();
  }

  private LibraryTransformer transformerOf(MapFamily family) {
    return new LibraryTransformer(List.of(family), outcomes);
  }

  private static MapFamily family() {
    return MapFamily.ofLibrary(TYPE.replace('/', '.'))
        .at(
            Operation.REMOVE,
            "remove(Ljava/lang/Object;)Ljava/lang/Object;",
            new Decrement("size", true, KeySource.PARAMETER, ""))
        .at(Operation.REMOVE_IF, "removeTwo", new Inner("remove"))
        .at(Operation.CLEAR, "clear", new Drop("size"))
        .build();
  }

  private byte[] woven(String type, byte[] bytes) {
    return Objects.requireNonNull(transform(type, bytes));
  }

  private byte @Nullable [] transform(String type, byte[] bytes) {
    return transformer.transform(null, loader, type, null, null, bytes);
  }

  private static byte[] original() throws IOException {
    try (InputStream in = LibraryTransformerTest.class.getResourceAsStream("SmallMap.class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] renamed(String name) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(original())
        .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, TYPE, name)), 0);
    return writer.toByteArray();
  }

  /** Calls of anything that is the agent's, or the bridge's. */
  private static Set<String> callsOf(byte[] bytes) {
    Set<String> calls = new TreeSet<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String form, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String shape, boolean isInterface) {
                    if (owner.startsWith(BRIDGE) || owner.startsWith("dev/tombstone/hook")) {
                      calls.add(owner + "." + called + shape);
                    }
                  }

                  @Override
                  public void visitFieldInsn(int opcode, String owner, String field, String shape) {
                    if (owner.startsWith("dev/tombstone/hook")) {
                      calls.add(owner + "." + field);
                    }
                  }
                };
              }
            },
            0);
    return calls;
  }

  private static List<String> methodsOf(Map<String, byte[]> classes) {
    List<String> methods = new ArrayList<>();
    classes.forEach(
        (type, bytes) ->
            new ClassReader(bytes)
                .accept(
                    new ClassVisitor(Opcodes.ASM9) {
                      @Override
                      public @Nullable MethodVisitor visitMethod(
                          int access, String name, String form, String signature, String[] thrown) {
                        methods.add(type.replace('.', '/') + "." + name + form);
                        return null;
                      }
                    },
                    0));
    return methods;
  }
}
