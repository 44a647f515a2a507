package dev.tombstone.benchmarks.programs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The JDK's compiler, again and again over one package of a large library: an operation is a
 * compilation, which keeps hundreds of thousands of entries in hash maps and sets. Arguments: jar
 * of sources, class path, measured seconds. Every compilation must write as many classes as the
 * first, without an error.
 */
public final class JavacLoad {
  private static final String COMPILED = "com/google/common/collect/";
  private static final int LEAST_FILES = 100;

  private JavacLoad() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    List<JavaFileObject> sources = sources(arguments[0]);
    List<String> options =
        List.of("-proc:none", "-nowarn", "-implicit:none", "-Xlint:none", "-cp", arguments[1]);
    int expected = classesOf(sources, options);
    new Load(System.in, System.out, Integer.parseInt(arguments[2]))
        .run(
            1,
            number ->
                () -> {
                  int classes = classesOf(sources, options);
                  if (classes != expected) {
                    throw new IllegalStateException(classes + " classes, not " + expected);
                  }
                });
    System.exit(0);
  }

  private static List<JavaFileObject> sources(String jar) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.startsWith(COMPILED) && name.endsWith(".java")) {
          byte[] text = file.getInputStream(entry).readAllBytes();
          sources.add(new Source(name, new String(text, "UTF-8")));
        }
      }
    }
    if (sources.size() < LEAST_FILES) {
      throw new IOException("only " + sources.size() + " sources in " + jar);
    }
    return sources;
  }

  /** How many classes the compiler writes. */
  private static int classesOf(List<JavaFileObject> sources, List<String> options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (Counted files =
        new Counted(compiler.getStandardFileManager(diagnostics, Locale.ROOT, null))) {
      if (!compiler.getTask(null, files, diagnostics, options, null, sources).call()) {
        for (Diagnostic<?> diagnostic : diagnostics.getDiagnostics()) {
          System.err.println(diagnostic);
        }
        throw new IllegalStateException("the sources do not compile");
      }
      return files.classes;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Takes the classes in and forgets them. */
  private static final class Counted extends ForwardingJavaFileManager<JavaFileManager> {
    private int classes;

    Counted(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      classes++;
      return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}
