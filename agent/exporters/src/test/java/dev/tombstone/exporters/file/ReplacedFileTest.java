package dev.tombstone.exporters.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacedFileTest {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void write_oldContent_isReplacedAndNothingElseIsLeft() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "something longer");
    new ReplacedFile(file).write(TEXT);
    assertThat(file).hasContent("text");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-rw-", "r--------", "rwxr-xr-x"})
  void write_fileThatIsThere_keepsItsPermissions(String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "something longer");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Object group = Files.getAttribute(file, "posix:group");
    for (Path path : List.of(file, link)) {
      new ReplacedFile(path).write(TEXT);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(permissions);
      assertThat(Files.getAttribute(file, "posix:group")).isEqualTo(group);
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("file", "link");
  }

  @Test
  void write_newFile_isAsTheProcessMakesFiles() throws Exception {
    new ReplacedFile(folder.resolve("file")).write(TEXT);
    Path other = Files.createFile(folder.resolve("other"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("file")))
        .isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void write_symbolicLink_staysAndItsTargetIsWritten() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/target"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    new ReplacedFile(second).write(TEXT);
    assertThat(link).isSymbolicLink();
    assertThat(second).isSymbolicLink().hasContent("text");
    assertThat(other.toFile().list()).containsExactly("target");
  }

  @Test
  void write_circleOfLinks_saysSo() throws Exception {
    Path link = folder.resolve("a");
    Files.createSymbolicLink(link, Files.createSymbolicLink(folder.resolve("b"), link));
    assertThatThrownBy(() -> new ReplacedFile(link).write(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many symbolic links");
  }

  @Test
  void write_device_isWrittenTo() throws Exception {
    assumeThat(Path.of("/dev/null")).exists();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));
    new ReplacedFile(Path.of("/dev/null")).write(TEXT);
    new ReplacedFile(link).write(TEXT);
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_pipe_givesItToTheReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });
    new ReplacedFile(pipe).write(TEXT);
    assertThat(read.get()).isEqualTo("text");
    new ReplacedFile(pipe).deleteIfHolds(TEXT);
    assertThat(folder.toFile().list()).containsExactly("pipe");
  }

  @Test
  void write_impossible_saysWhyAndLeavesNothing() throws Exception {
    assertThat(new ReplacedFile(Path.of("/")).obstacle()).contains("it has no file name");
    assertThat(new ReplacedFile(folder).obstacle()).contains("it is a folder");
    Path nowhere = folder.resolve("none/file");
    assertThat(new ReplacedFile(nowhere).obstacle())
        .contains("no folder to write in: " + nowhere.getParent());
    assertThatThrownBy(() -> new ReplacedFile(nowhere).write(TEXT))
        .isInstanceOf(IOException.class)
        .hasMessage("no folder to write in: " + nowhere.getParent());
    assertThatThrownBy(() -> new ReplacedFile(Path.of("/proc/self/comm-that-is-not")).write(TEXT))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void deleteIfHolds_otherContent_leavesIt() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "another");
    ReplacedFile replaced = new ReplacedFile(file);
    replaced.deleteIfHolds(TEXT);
    assertThat(file).hasContent("another");
    replaced.write(TEXT);
    replaced.deleteIfHolds(TEXT);
    assertThat(file).doesNotExist();
    replaced.deleteIfHolds(TEXT);
  }
}
