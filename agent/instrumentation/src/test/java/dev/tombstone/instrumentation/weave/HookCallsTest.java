package dev.tombstone.instrumentation.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.instrumentation.RetransformWeaver;
import dev.tombstone.model.family.WeavePoint;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Woven code meets the hook in names and descriptors, which no compiler compares. */
class HookCallsTest {
  /** What woven code calls or reads of the hook. */
  private record Reference(int opcode, String owner, String name, String descriptor)
      implements Comparable<Reference> {
    @Override
    public int compareTo(Reference other) {
      return toString().compareTo(other.toString());
    }
  }

  private static final Set<Reference> REFERENCES = new TreeSet<>();

  @BeforeAll
  static void weaveEverything() throws IOException {
    Map<String, List<WeavePoint>> points = JdkClasses.points();
    for (String type : points.keySet()) {
      byte[] original = JdkClasses.bytesOf(type);
      if (original.length > 0) {
        collect(ClassWeaver.weave(original, points.get(type)).bytes());
      }
    }
    for (String type : List.of(RetransformWeaver.AGENTS, RetransformWeaver.RECORDER)) {
      byte[] original = JdkClasses.bytesOf(type);
      byte[] woven = original.length == 0 ? null : RetransformWeaver.weave(type, original);
      if (woven != null) {
        collect(woven);
      }
    }
  }

  @Test
  void references_everyOne_isAPublicMemberOfTheHook() throws ReflectiveOperationException {
    for (Reference reference : REFERENCES) {
      Class<?> owner = Class.forName(reference.owner.replace('/', '.'));
      assertThat(owner).as(reference.toString()).isPublic();
      if (reference.opcode == Opcodes.INVOKESTATIC) {
        MethodType type =
            MethodType.fromMethodDescriptorString(
                reference.descriptor, HookCallsTest.class.getClassLoader());
        Method method = owner.getDeclaredMethod(reference.name, type.parameterArray());
        assertThat(method.getReturnType()).as(reference.toString()).isEqualTo(type.returnType());
        assertThat(Modifier.isPublic(method.getModifiers())).as(reference.toString()).isTrue();
        assertThat(Modifier.isStatic(method.getModifiers())).as(reference.toString()).isTrue();
      } else {
        Field field = owner.getDeclaredField(reference.name);
        assertThat(reference.opcode).isIn(Opcodes.GETFIELD, Opcodes.PUTFIELD);
        assertThat(Type.getDescriptor(field.getType())).isEqualTo(reference.descriptor);
        assertThat(Modifier.isPublic(field.getModifiers())).as(reference.toString()).isTrue();
        assertThat(Modifier.isStatic(field.getModifiers())).as(reference.toString()).isFalse();
      }
    }
  }

  @Test
  void references_allTogether_areAllThatTheWeaverHasNamesFor() throws IllegalAccessException {
    Set<String> owners = new TreeSet<>();
    Set<String> descriptors = new TreeSet<>();
    for (Field constant : Hook.class.getDeclaredFields()) {
      if (!Modifier.isPrivate(constant.getModifiers()) && constant.getType() == String.class) {
        String value = (String) constant.get(null);
        (value.startsWith("(") ? descriptors : owners).add(value);
      }
    }
    owners.add(RetransformWeaver.HOOK);
    owners.remove(Hook.PACKAGE);
    assertThat(names(Reference::owner)).containsExactlyInAnyOrderElementsOf(owners);
    assertThat(names(Reference::descriptor)).containsAll(descriptors);
  }

  private static Set<String> names(Function<Reference, String> part) {
    return REFERENCES.stream().map(part).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(byte[] woven) {
    new ClassReader(woven)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  String signature,
                  String[] exceptions) {
                return new Collector();
              }
            },
            ClassReader.SKIP_DEBUG);
  }

  private static final class Collector extends MethodVisitor {
    Collector() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      add(opcode, owner, name, descriptor);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      add(opcode, owner, name, descriptor);
    }

    private static void add(int opcode, String owner, String name, String descriptor) {
      if (owner.startsWith(Hook.PACKAGE)) {
        REFERENCES.add(new Reference(opcode, owner, name, descriptor));
      }
    }
  }
}
