package dev.tombstone.instrumentation.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** In the finished jar the tree and the analysis run on the ASM inside Byte Buddy. */
class AsmTest {
  @Test
  void asmOfByteBuddy_isOfTheVersionThatTheTreeNeeds() throws Exception {
    for (Class<?> type :
        new Class<?>[] {
          ClassReader.class, ClassVisitor.class, MethodVisitor.class, Opcodes.class, Type.class
        }) {
      assertThat(members(Class.forName("net.bytebuddy.jar.asm." + type.getSimpleName())))
          .isEqualTo(members(type));
    }
  }

  private static Set<String> members(Class<?> type) {
    return Stream.concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()))
        .filter(member -> !Modifier.isPrivate(member.getModifiers()))
        .map(
            member ->
                member
                    .toString()
                    .replace("net.bytebuddy.jar.asm.", "")
                    .replace("org.objectweb.asm.", ""))
        .collect(Collectors.toSet());
  }
}
