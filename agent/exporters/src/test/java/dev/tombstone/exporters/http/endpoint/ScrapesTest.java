package dev.tombstone.exporters.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombstone.exporters.FakeSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ScrapesTest {
  private final FakeSource source = new FakeSource();
  private final Scrapes scrapes = new Scrapes(source);

  @Test
  void requests_thatCameBeforeAScrapeBegan_shareIt() {
    long early = System.nanoTime();
    Response first = scrapes.answer(request(early, ""));
    assertThat(scrapes.answer(request(early, ""))).isSameAs(first);
    assertThat(scrapes.answer(request(early, "gzip"))).isNotSameAs(first);
    source.removed = 77;
    Response later = scrapes.answer(request(System.nanoTime(), ""));
    assertThat(later).isNotSameAs(first);
    assertThat(new String(later.body(), StandardCharsets.UTF_8)).contains(" 77.0");
  }

  @Test
  void metrics_ofAHundredClassesAsGzip_areSmallAndTheSame() throws Exception {
    source.classes = 100;
    Response plain = scrapes.answer(request(System.nanoTime(), "identity, gzip;q=0"));
    Response packed = scrapes.answer(request(System.nanoTime(), "br, GZIP;q=0.5"));
    assertThat(plain.headers()).isEmpty();
    assertThat(packed.headers())
        .containsEntry("Content-Encoding", List.of("gzip"))
        .containsEntry("Vary", List.of("Accept-Encoding"));
    assertThat(packed.body().length).isLessThan(64 << 10);
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
    assertThat(unpacked).isEqualTo(plain.body());
    assertThat(Compression.of(packed, "gzip")).isSameAs(packed);
  }

  @Test
  void smallAnswers_stayAsTheyAre() {
    Response small = Response.json(Map.of("a", 1));
    assertThat(Compression.of(small, "gzip")).isSameAs(small);
  }

  private static Request request(long arrivedNanos, String acceptEncoding) {
    return new Request("/metrics", "GET", Map.of(), "", acceptEncoding, arrivedNanos, new byte[0]);
  }
}
