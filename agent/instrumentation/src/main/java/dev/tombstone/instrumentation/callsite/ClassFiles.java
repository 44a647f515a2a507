package dev.tombstone.instrumentation.callsite;

import java.io.IOException;
import java.io.InputStream;
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
 * Reads the class file that a class came from, in a folder or a jar. The class loader is not asked
 * for it: that may be code of the application. A hidden class came from no file, whatever its name.
 */
public final class ClassFiles implements ClassBytes {
  /** Makes nothing ready. */
  public ClassFiles() {}

  @Override
  public byte @Nullable [] of(Class<?> type) {
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
