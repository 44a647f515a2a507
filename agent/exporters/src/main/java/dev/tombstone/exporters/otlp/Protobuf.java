package dev.tombstone.exporters.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message of the protobuf encoding being written; fields in the order of the calls.
 *
 * <p>A field is its number and wire type, then its value: 0 a varint, 1 eight bytes little-endian,
 * 2 a length and as many bytes (text, messages, packed numbers).
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf varint(int field, long value) {
    tag(field, VARINT);
    writeVarint(value);
    return this;
  }

  /** A signed number near 0, of the type {@code sint32}. */
  Protobuf zigzag(int field, int value) {
    return varint(field, ((value << 1) ^ (value >> 31)) & 0xFFFF_FFFFL);
  }

  Protobuf fixed64(int field, long value) {
    tag(field, FIXED64);
    writeFixed64(value);
    return this;
  }

  Protobuf float64(int field, double value) {
    return fixed64(field, Double.doubleToRawLongBits(value));
  }

  Protobuf text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf message) {
    return bytes(field, message.out.toByteArray());
  }

  Protobuf packedFixed64(int field, List<Long> values) {
    Protobuf packed = new Protobuf();
    values.forEach(packed::writeFixed64);
    return message(field, packed);
  }

  Protobuf packedVarint(int field, List<Long> values) {
    Protobuf packed = new Protobuf();
    values.forEach(packed::writeVarint);
    return message(field, packed);
  }

  Protobuf packedFloat64(int field, List<Double> values) {
    return packedFixed64(field, values.stream().map(Double::doubleToRawLongBits).toList());
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private Protobuf bytes(int field, byte[] bytes) {
    tag(field, BYTES);
    writeVarint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void tag(int field, int wireType) {
    writeVarint(((long) field << 3) | wireType);
  }

  private void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void writeFixed64(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }
}
