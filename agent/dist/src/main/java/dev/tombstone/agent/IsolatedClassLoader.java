package dev.tombstone.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from the folder {@code isolated/} of its jar, out of the application's sight.
 *
 * <p>In an application its parent is the platform loader: what the application has on its class
 * path cannot get in, what the agent brings cannot get out. The agent's own classes are not asked
 * of the parent first, which would take an exception for each. The hook's are in the same folder
 * and are never defined here: the boot loader has them.
 */
public final class IsolatedClassLoader extends ClassLoader implements AutoCloseable {
  private static final String FOLDER = "isolated/";
  private static final String OWN = "dev.tombstone.";

  /** Own packages that other loaders have. */
  private static final String[] ELSEWHERE = {"dev.tombstone.hook.", "dev.tombstone.agent."};

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;

  /** A loader over this jar, which it keeps open until it is closed itself. */
  IsolatedClassLoader(JarFile jar, ClassLoader parent) {
    super("tombstone", parent);
    this.jar = jar;
  }

  /** The bytes of a class or resource in the jar's isolated folder, or null if it is not there. */
  public byte @Nullable [] bytesOf(String path) throws IOException {
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
    return defineClass(
        name, bytes, 0, bytes.length, IsolatedClassLoader.class.getProtectionDomain());
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
    protected URLConnection openConnection(URL url) {
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
