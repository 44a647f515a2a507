package dev.tombstone.instrumentation.callsite;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Class files of a source text, in memory. */
final class Compiled {
  /** As Maven and Gradle compile. */
  static final String WITH_VARIABLES = "-g";

  /** As {@code javac} alone does. */
  static final String WITHOUT_VARIABLES = "-g:source,lines";

  private Compiled() {}

  /** The class of this name; {@code source} holds nothing else of it but its body. */
  static byte[] of(String name, String source, String... options) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(List.of("-Xlint:none", "-nowarn"));
    all.addAll(List.of(options));
    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
    boolean compiled =
        compiler
            .getTask(null, inMemory(files, written), null, all, null, List.of(file(name, source)))
            .call();
    if (!compiled) {
      throw new IllegalArgumentException(source);
    }
    return Objects.requireNonNull(written.get(name)).toByteArray();
  }

  private static JavaFileManager inMemory(
      JavaFileManager files, Map<String, ByteArrayOutputStream> written) {
    return new ForwardingJavaFileManager<>(files) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
          @Override
          public OutputStream openOutputStream() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return bytes;
          }
        };
      }
    };
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(
        URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
