package dev.tombstone.exporters.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a file, where the file system has permissions of POSIX.
 *
 * @param permissions of the owner, the group and the others
 * @param group whose permissions the second are
 */
record Access(Set<PosixFilePermission> permissions, GroupPrincipal group) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OF_THE_GROUP =
      PosixFilePermissions.fromString("---rwx---");

  /** That of a file; null if there is none, or no permissions. */
  static @Nullable Access of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return null;
    }
    PosixFileAttributes attributes = view.readAttributes();
    return new Access(attributes.permissions(), attributes.group());
  }

  /** Creates an empty file that its owner alone can read, whatever it will be given. */
  void create(Path file) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  /**
   * Gives a file the same. A process that may not give it to the group gives the group's
   * permissions to nobody: the file's own group is another.
   */
  void giveTo(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
    given.addAll(permissions);
    if (!hasGroup(view)) {
      given.removeAll(OF_THE_GROUP);
    }
    if (!given.equals(view.readAttributes().permissions())) {
      view.setPermissions(given);
    }
  }

  private boolean hasGroup(PosixFileAttributeView view) throws IOException {
    if (view.readAttributes().group().equals(group)) {
      return true;
    }
    try {
      view.setGroup(group);
      return true;
    } catch (IOException notAMember) {
      return false;
    }
  }
}
