package dev.tombstone.agent.programs.misuse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

/**
 * Runs a program out of a jar inside a jar, as Spring Boot's launcher does. The loader has no
 * resources.
 */
public final class NestedJar extends ClassLoader {
  private final Map<String, byte[]> classes;
  private final ProtectionDomain domain;

  private NestedJar(Map<String, byte[]> classes, ProtectionDomain domain) {
    super(ClassLoader.getPlatformClassLoader());
    this.classes = classes;
    this.domain = domain;
  }

  /**
   * Runs it.
   *
   * @param arguments the outer jar, the inner jar's entry, the main class and its arguments
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, byte[]> classes;
    try (JarFile outer = new JarFile(arguments[0])) {
      classes = classesIn(outer.getInputStream(outer.getJarEntry(arguments[1])).readAllBytes());
    }
    String place = "jar:file:" + arguments[0] + "!/" + arguments[1] + "!/";
    CodeSource source = new CodeSource(URI.create(place).toURL(), (Certificate[]) null);
    NestedJar loader = new NestedJar(classes, new ProtectionDomain(source, null));
    Class<?> main = Class.forName(arguments[2], true, loader);
    String[] rest = Arrays.copyOfRange(arguments, 3, arguments.length);
    main.getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static Map<String, byte[]> classesIn(byte[] jar) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        classes.put(entry.getName(), in.readAllBytes());
      }
    }
    return classes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    throw new IllegalStateException("asked for " + Objects.toString(name));
  }
}
