package dev.tombstone.instrumentation.callsite;

import dev.tombstone.core.detect.framework.CallSites;
import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the call of {@code remove} in a frame from the file that the class came from, a folder or a
 * jar. No class loader of the application is asked, for that could be code of the application; nor
 * is the JVM asked to retransform the class, for that takes the line numbers from the frames of
 * whatever is running in it. For agent threads.
 */
public final class DeclaredTypes implements CallSites {
  /** Makes nothing ready: it is made at start, and used when there is something to prove. */
  public DeclaredTypes() {}

  @Override
  public @Nullable RemoveCall at(StackFrame frame) {
    if (frame.getLineNumber() <= 0) {
      return null;
    }
    byte[] bytes = bytesOf(frame.getDeclaringClass());
    return bytes == null
        ? null
        : RemoveCalls.onLine(
            bytes, frame.getMethodName(), frame.getDescriptor(), frame.getLineNumber());
  }

  /** The class file, or null where it cannot be read: then nothing is proven by it. */
  private static byte @Nullable [] bytesOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getClass() != CodeSource.class || type.isHidden()) {
      return null;
    }
    URL location = source.getLocation();
    if (location == null || !"file".equals(location.getProtocol())) {
      return null;
    }
    String name = type.getName().replace('.', '/') + ".class";
    try {
      Path place = Path.of(location.toURI());
      return Files.isDirectory(place) ? ofFolder(place, name) : ofJar(place, name);
    } catch (IOException | URISyntaxException | RuntimeException unreadable) {
      return null;
    }
  }

  private static byte @Nullable [] ofFolder(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  private static byte @Nullable [] ofJar(Path jar, String name) throws IOException {
    try (JarFile file =
        new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      ZipEntry entry = file.getEntry(name);
      if (entry == null) {
        return null;
      }
      try (InputStream in = file.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }
}
