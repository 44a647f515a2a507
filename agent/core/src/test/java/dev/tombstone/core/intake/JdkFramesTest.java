package dev.tombstone.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.core.code.ForeignCode;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose work it is, by stacks made by hand; the map's method comes first, the caller's last. */
class JdkFramesTest {
  private static final StackFrame CALLER =
      new FakeFrame(ForeignCode.fromFolder(ForeignCode.Direct.class), "accept");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.HashMap.remove",
        "java.util.HashMap$KeyIterator.remove",
        "java.util.Collections$SynchronizedMap.remove",
        "java.util.Properties.remove",
        "java.util.ArrayList.forEach",
        "java.util.Optional.ifPresent",
        "java.util.concurrent.ConcurrentHashMap$KeySetView.remove",
        "java.util.concurrent.ConcurrentHashMap$ForEachKeyTask.compute",
        "java.util.concurrent.CopyOnWriteArrayList.forEach",
        "java.util.concurrent.LinkedBlockingQueue.removeIf",
        "java.util.stream.ForEachOps$ForEachOp$OfRef.accept",
        "java.util.function.Function.andThen",
        "java.util.jar.Attributes.remove",
        "java.lang.Iterable.forEach",
      })
  void machinery_isTheMapsOwn_workIsTheCallers(String frame) {
    assertThat(work(frame)).containsExactly(CALLER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ClassLoader.loadClass",
        "java.lang.ThreadLocal.get",
        "java.lang.invoke.MethodType.makeImpl",
        "java.net.URLClassLoader.findClass",
        "java.net.Socket.close",
        "java.security.Provider$Service.getAttribute",
        "java.util.Locale.getDefault",
        "java.util.ResourceBundle.getBundle",
        "java.util.ServiceLoader.load",
        "java.util.TimerThread.mainLoop",
        "java.util.jar.JarFile.close",
        "java.util.logging.Logger.log",
        "java.util.regex.Pattern.compile",
        "java.util.zip.ZipFile$CleanableResource.run",
        "java.util.concurrent.ThreadPoolExecutor.processWorkerExit",
        "jdk.internal.loader.BuiltinClassLoader.loadClass",
        "sun.nio.ch.SelectorImpl.select",
      })
  void jdk_usesAMap_workIsItsOwnAndCallerStaysVisible(String frame) {
    StackFrame jdk = FakeFrame.of(frame);
    assertThat(work(frame)).containsExactly(jdk, CALLER);
    assertThat(JdkFrames.isWorkOfJdk(jdk)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.security.AccessController.doPrivileged",
        "java.lang.invoke.MethodHandle.invokeWithArguments",
        "java.util.concurrent.FutureTask.run",
        "java.util.concurrent.CompletableFuture.thenRun",
      })
  void carrier_runsWhatItWasGiven_workIsTheCallers(String frame) {
    assertThat(work(frame, "java.lang.ClassLoader.loadClass")).containsExactly(CALLER);
  }

  @Test
  void carrier_withoutCaller_isNotTheJdksWork() {
    for (String[] stack :
        List.of(
            new String[] {"java.util.concurrent.FutureTask.run", "java.lang.Thread.run"},
            new String[] {"java.util.concurrent.ThreadPoolExecutor.runWorker"},
            new String[] {"java.lang.Thread.run"})) {
      StackFrame[] taken = taken(stack);
      assertThat(taken).isNotEmpty();
      assertThat(JdkFrames.isWorkOfJdk(taken[0])).as("%s", Arrays.asList(stack)).isFalse();
    }
    assertThat(taken("java.util.HashMap.remove")).isEmpty();
  }

  @Test
  void jdk_deep_callerIsAmongTheFrames() {
    List<String> deep = new ArrayList<>(Collections.nCopies(20, "java.lang.ClassLoader.loadClass"));
    StackFrame[] taken = work(deep.toArray(String[]::new));
    assertThat(taken).hasSize(StackSampler.JDK_FRAMES + 1).endsWith(CALLER);
  }

  @Test
  void jdk_calledBack_workIsThatOfTheCodeItCalled() {
    StackFrame[] stack = {
      FakeFrame.of("java.util.HashMap.remove"),
      CALLER,
      FakeFrame.of("java.lang.ClassLoader.loadClass"),
      CALLER
    };
    assertThat(new StackSampler.FromTheUser().apply(Arrays.stream(stack)))
        .containsExactly(stack[1], stack[2], stack[3]);
    assertThat(JdkFrames.isWorkOfJdk(stack[1])).isFalse();
  }

  @Test
  void long_stack_hasItsBound() {
    StackFrame[] stack = new StackFrame[100];
    Arrays.fill(stack, CALLER);
    assertThat(new StackSampler.FromTheUser().apply(Arrays.stream(stack)))
        .hasSize(StackSampler.FRAMES);
  }

  /** The sampler's frames; what looks at whole stacks finds the same one. */
  private static StackFrame[] work(String... jdk) {
    List<StackFrame> stack = new ArrayList<>();
    stack.add(FakeFrame.of("java.util.HashMap.removeNode"));
    Arrays.stream(jdk).map(FakeFrame::of).forEach(stack::add);
    stack.add(CALLER);
    StackFrame[] taken = new StackSampler.FromTheUser().apply(stack.stream());
    assertThat(JdkFrames.userOf(stack.toArray(StackFrame[]::new))).isEqualTo(taken[0]);
    return taken;
  }

  private static StackFrame[] taken(String... jdk) {
    return new StackSampler.FromTheUser().apply(Arrays.stream(jdk).map(FakeFrame::of));
  }
}
