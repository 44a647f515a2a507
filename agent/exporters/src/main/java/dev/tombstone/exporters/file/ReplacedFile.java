package dev.tombstone.exporters.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file that is written as a whole: into one beside it first, which is then moved over it, so that
 * a reader never sees half of it. A file that was there keeps who may read and write it; a new one
 * is as the process makes files. A symbolic link stays, its target is replaced. A device, a pipe,
 * and what lies under {@code /dev} or {@code /proc} cannot be replaced and is written to, at its
 * end. Not thread-safe.
 */
public final class ReplacedFile {
  private static final int MOST_LINKS = 40;

  private final Path path;

  /** The file at this path, which need not exist. */
  public ReplacedFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** Its absolute path. */
  public Path path() {
    return path;
  }

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot be; nothing is left beside it then
   */
  public void write(byte[] content) throws IOException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IOException(obstacle.get());
    }
    Path target = target();
    if (isStream(target)) {
      Files.write(path, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      return;
    }
    Path beside =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.deleteIfExists(beside);
      Access access = Access.of(target);
      if (access == null) {
        Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } else {
        access.create(beside);
        Files.write(beside, content, StandardOpenOption.WRITE);
        access.giveTo(beside);
      }
      move(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Why the file cannot be written, as far as can be said without trying. */
  public Optional<String> obstacle() {
    try {
      Path target = target();
      Path folder = target.getParent();
      if (target.getFileName() == null || folder == null) {
        return Optional.of("it has no file name");
      }
      if (Files.isDirectory(path)) {
        return Optional.of("it is a folder");
      }
      if (isStream(target)) {
        return Files.isWritable(path) ? Optional.empty() : Optional.of("it cannot be written to");
      }
      if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
        return Optional.of("no folder to write in: " + folder);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /** Deletes the file if this is what is in it; does nothing if it cannot be read or deleted. */
  public void deleteIfHolds(byte[] content) {
    try {
      Path target = target();
      if (!isStream(target)
          && Files.isRegularFile(target)
          && Files.size(target) == content.length
          && Arrays.equals(Files.readAllBytes(target), content)) {
        Files.delete(target);
      }
    } catch (IOException alreadyGone) {
      // There is nothing to mislead anyone with.
      return;
    }
  }

  private boolean isStream(Path target) {
    return isOfTheSystem(path)
        || isOfTheSystem(target)
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  private static boolean isOfTheSystem(Path path) {
    return (path.startsWith("/dev") && !path.startsWith("/dev/shm")) || path.startsWith("/proc");
  }

  /** The path with its links followed; the last one may lead to nothing. */
  private Path target() throws IOException {
    Path target = path;
    for (int links = 0; Files.isSymbolicLink(target) && !isOfTheSystem(target); links++) {
      if (links == MOST_LINKS) {
        throw new IOException("too many symbolic links");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
