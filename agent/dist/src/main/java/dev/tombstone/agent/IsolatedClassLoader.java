package dev.tombstone.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code isolated/} of its jar, out of the application's sight.
 *
 * <p>In an application its parent is the platform loader: what the application has on its class
 * path cannot get in, what the agent brings cannot get out. The agent's own classes are not asked
 * of the parent first, which would take an exception for each. The hook's are in the same folder
 * and are never defined here: the boot loader has them.
 *
 * <p>What is not loaded yet is kept in memory, compressed, once {@link #run} has been called: a
 * deployment may overwrite the jar while the JVM runs, and the next class would be garbage.
 */
public final class IsolatedClassLoader extends ClassLoader implements AutoCloseable, Runnable {
  private static final String FOLDER = "isolated/";
  private static final String OWN = "dev.tombstone.";

  /** Asked for now: where the application is on the stack it may not be. */
  private static final ProtectionDomain DOMAIN = IsolatedClassLoader.class.getProtectionDomain();

  /** Own packages that other loaders have. */
  private static final String[] ELSEWHERE = {"dev.tombstone.hook.", "dev.tombstone.agent."};

  static {
    registerAsParallelCapable();
  }

  /** Of the command line only. */
  private static final String[] NOT_KEPT = {
    "dev/tombstone/cli/", "dev/tombstone/shaded/picocli/", "dev/tombstone/hook/"
  };

  private static final int END_BYTES = 22;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;

  private final JarFile jar;

  /** By path: four bytes of the length, then the content, raw or as a deflated stream. */
  private volatile @Nullable Map<String, byte[]> kept;

  /** A loader over this jar, which it keeps open until it is closed itself. */
  IsolatedClassLoader(JarFile jar, ClassLoader parent) {
    super("tombstone", parent);
    this.jar = jar;
  }

  /** The bytes of a class or resource in the jar's isolated folder, or null if it is not there. */
  public byte @Nullable [] bytesOf(String path) throws IOException {
    Map<String, byte[]> inMemory = kept;
    if (inMemory == null) {
      // Whoever reads from the jar holds it open: closing it takes the lock too.
      synchronized (jar) {
        inMemory = kept;
        if (inMemory == null) {
          return bytesInJar(path);
        }
      }
    }
    return unpacked(inMemory.get(path));
  }

  private byte @Nullable [] bytesInJar(String path) throws IOException {
    JarEntry entry = jar.getJarEntry(FOLDER.concat(path));
    if (entry == null) {
      return null;
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException(path);
      }
    }
    return bytes;
  }

  /**
   * Takes into memory what is not loaded yet, and lets go of the file. The agent calls it when it
   * has started, through this type of the JDK: it cannot see the others of this package.
   *
   * @throws UncheckedIOException if the file is not what was opened any more
   */
  @Override
  public void run() {
    Map<String, byte[]> taken = new HashMap<>();
    // Has the classes loaded that show a resource: they come out of this file too.
    new BytesHandler(new byte[0]).openConnection(null);
    File onDisk = new File(jar.getName());
    long modified = onDisk.lastModified();
    try (RandomAccessFile file = new RandomAccessFile(onDisk, "r")) {
      byte[] end = new byte[END_BYTES];
      file.seek(file.length() - END_BYTES);
      file.readFully(end);
      int count = number(end, 10, 2);
      byte[] central = new byte[number(end, 12, 4)];
      file.seek(number(end, 16, 4));
      file.readFully(central);
      int at = 0;
      for (int i = 0; i < count; i++) {
        int nameBytes = number(central, at + 28, 2);
        String name = new String(central, at + CENTRAL_BYTES, nameBytes, StandardCharsets.UTF_8);
        if (name.startsWith(FOLDER) && !name.endsWith("/")) {
          String path = name.substring(FOLDER.length());
          if (isNeeded(path)) {
            taken.put(path, packed(file, name, central, at));
          }
        }
        at += CENTRAL_BYTES + nameBytes + number(central, at + 30, 2) + number(central, at + 32, 2);
      }
      if (onDisk.lastModified() != modified) {
        throw changed(null);
      }
      synchronized (jar) {
        kept = taken;
        jar.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new UncheckedIOException(changed(e));
    }
  }

  private boolean isNeeded(String path) {
    for (String folder : NOT_KEPT) {
      if (path.startsWith(folder)) {
        return false;
      }
    }
    return !path.endsWith(".class")
        || findLoadedClass(path.substring(0, path.length() - 6).replace('/', '.')) == null;
  }

  private byte[] packed(RandomAccessFile file, String name, byte[] central, int at)
      throws IOException {
    JarEntry opened = jar.getJarEntry(name);
    int length = number(central, at + 24, 4);
    if (opened == null
        || opened.getSize() != length
        || (int) opened.getCrc() != number(central, at + 16, 4)) {
      throw changed(null);
    }
    byte[] local = new byte[LOCAL_BYTES];
    file.seek(number(central, at + 42, 4));
    file.readFully(local);
    file.skipBytes(number(local, 26, 2) + number(local, 28, 2));
    byte[] packed = new byte[4 + number(central, at + 20, 4)];
    System.arraycopy(central, at + 24, packed, 0, 4);
    file.readFully(packed, 4, packed.length - 4);
    return packed;
  }

  /** What is as long as it was is not compressed. */
  private static byte @Nullable [] unpacked(byte @Nullable [] packed) throws IOException {
    if (packed == null) {
      return null;
    }
    byte[] bytes = new byte[number(packed, 0, 4)];
    if (bytes.length == packed.length - 4) {
      System.arraycopy(packed, 4, bytes, 0, bytes.length);
      return bytes;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, 4, packed.length - 4);
      if (inflater.inflate(bytes) < bytes.length) {
        throw new EOFException();
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
    return bytes;
  }

  private IOException changed(@Nullable Throwable cause) {
    return new IOException(jar.getName() + " has been overwritten while the agent started", cause);
  }

  /** A number of a zip file. */
  private static int number(byte[] bytes, int at, int length) {
    int number = 0;
    for (int i = length - 1; i >= 0; i--) {
      number = (number << 8) | (bytes[at + i] & 0xff);
    }
    return number;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN) || name.startsWith(ELSEWHERE[0]) || name.startsWith(ELSEWHERE[1])) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = bytesOf(name.replace('.', '/').concat(".class"));
    } catch (IOException | IllegalStateException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    // What a security policy grants to the jar it grants to all of the agent.
    return defineClass(name, bytes, 0, bytes.length, DOMAIN);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = bytesOf(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  /** Lets go of the jar: what is not loaded yet cannot be loaded any more. */
  @Override
  public void close() throws IOException {
    jar.close();
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      byte[] bytes = bytesOf(name);
      return bytes == null ? null : urlOf(name, bytes);
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singletonList(found));
  }

  private static URL urlOf(String name, byte[] bytes) throws MalformedURLException {
    return new URL("tombstone", "", -1, "/".concat(name), new BytesHandler(bytes));
  }

  /** Serves one resource from memory, so that no URL of the agent's jar reaches shared caches. */
  private static final class BytesHandler extends URLStreamHandler {
    private final byte[] bytes;

    BytesHandler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(@Nullable URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
