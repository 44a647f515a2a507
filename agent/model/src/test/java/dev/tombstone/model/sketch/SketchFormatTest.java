package dev.tombstone.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SketchFormatTest {
  private static final int MUTATIONS = 20_000;
  private static final String GOLDEN = "sketch-version-1.bin";

  private final Random random = new Random(11);

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    for (int round = 0; round < 300; round++) {
      SketchFile file = SketchFiles.random(random);
      byte[] bytes = SketchWriter.bytes(file);
      SketchFile read = SketchReader.read(bytes);
      assertThat(SketchWriter.bytes(read)).isEqualTo(bytes);
      assertThat(read.names()).isEqualTo(file.names());
      for (SketchPane pane : file.panes()) {
        assertThat(read.hottest(pane.id().window(), 100))
            .isEqualTo(file.hottest(pane.id().window(), 100));
      }
    }
  }

  /** Whoever changes the format raises the version, adds a file of it, and still reads this. */
  @Test
  void read_firstVersion_staysReadable() throws IOException {
    SketchFile file = goldenFile();
    if (Boolean.getBoolean("tombstone.golden.write")) {
      Files.write(Path.of("src/test/resources", GOLDEN), SketchWriter.bytes(file));
    }
    try (InputStream in =
        Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(GOLDEN))) {
      SketchFile read = SketchReader.read(in.readAllBytes());
      assertThat(read.panes()).hasSize(2);
      assertThat(read.hottest("1m", 3)).isEqualTo(file.hottest("1m", 3)).isNotEmpty();
      assertThat(read.names()).isEqualTo(file.names());
    }
  }

  @Test
  void read_foreignNewerOrDamaged_saysWhich() {
    byte[] good = SketchWriter.bytes(goldenFile());
    assertRefused(new byte[0], "not a sketch of Tombstone");
    assertRefused(
        "<html>no such path</html>".getBytes(StandardCharsets.UTF_8), "not a sketch of Tombstone");
    assertRefused(Arrays.copyOf(good, 10), "cut off in the header");
    assertRefused(Arrays.copyOf(good, good.length - 1), "bytes of content");
    byte[] newer = good.clone();
    newer[5] = 9;
    assertRefused(newer, "version 9 of the format; this reads up to 1");
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    assertRefused(flipped, "the checksum does not match");
  }

  /** With the checksum made right again, so that the content is really looked at. */
  @Test
  void read_anyMutation_answersOrRefusesAndNeverFailsOtherwise() {
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(SketchWriter.bytes(SketchFiles.random(random)));
      try {
        SketchFile read = SketchReader.read(bytes);
        for (SketchPane pane : read.panes()) {
          hottestOrSeveralSpaces(read, pane.id().window());
        }
        SketchWriter.bytes(read.merge(read));
      } catch (SketchFormatException e) {
        refused++;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        fail("mutation " + i, e);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 100, MUTATIONS);
  }

  private static void hottestOrSeveralSpaces(SketchFile file, String window) {
    long spaces = file.panes(window).stream().map(SketchPane::keySpace).distinct().count();
    if (spaces == 1) {
      file.hottest(window, 10);
    }
  }

  private byte[] mutated(byte[] bytes) {
    byte[] mutated = bytes.clone();
    int body = bytes.length - SketchWriter.HEADER - Integer.BYTES;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = SketchWriter.HEADER + random.nextInt(body);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt(256);
        case 2 -> mutated[at] = -1;
        default -> {
          int length = Math.min(8, mutated.length - Integer.BYTES - at);
          Arrays.fill(mutated, at, at + length, (byte) (random.nextBoolean() ? 0x7F : 0));
        }
      }
    }
    if (random.nextInt(8) == 0) {
      int cut = SketchWriter.HEADER + Integer.BYTES + random.nextInt(body);
      mutated = Arrays.copyOf(mutated, cut);
      ByteBuffer.wrap(mutated).putLong(8, cut - SketchWriter.HEADER - Integer.BYTES);
    }
    CRC32C checksum = new CRC32C();
    checksum.update(mutated, 0, mutated.length - Integer.BYTES);
    ByteBuffer.wrap(mutated).putInt(mutated.length - Integer.BYTES, (int) checksum.getValue());
    return mutated;
  }

  private static SketchFile goldenFile() {
    Random fixed = new Random(1);
    SketchPane.Id minute = new SketchPane.Id(new UUID(1, 2), "1m", 1_764_000_000_000L);
    SketchPane.Id all = new SketchPane.Id(new UUID(1, 2), "all", 1_764_000_000_000L);
    long hash = SketchFiles.hashOf(0);
    return new SketchFile(
        List.of(SketchFiles.pane(minute, fixed, 500), SketchFiles.pane(all, fixed, 900)),
        Map.of(
            new SketchName.Key(SketchFiles.KEY_SPACE, hash),
            new SketchName("session:0 ≤ \uD83D\uDC22", "java.lang.String")));
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> SketchReader.read(bytes))
        .isInstanceOf(SketchFormatException.class)
        .hasMessageContaining(why);
  }
}
