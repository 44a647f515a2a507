package dev.tombstone.model.sketch;

/**
 * SipHash-2-4 (Aumasson, Bernstein 2012): a pseudo-random function of a message under a key of 128
 * bits. Who does not know the key cannot tell its values from random ones, whatever messages he
 * chooses, and learns nothing of the key from them.
 *
 * <p>A message is given word by word, its bytes in little-endian order. No allocation. Not
 * thread-safe.
 */
final class SipHash {
  private final long firstKey;
  private final long secondKey;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private int length;

  /** The function of this key, its bytes in little-endian order. */
  SipHash(long firstKey, long secondKey) {
    this.firstKey = firstKey;
    this.secondKey = secondKey;
  }

  /** Begins a message. */
  void begin() {
    v0 = firstKey ^ 0x736F6D6570736575L;
    v1 = secondKey ^ 0x646F72616E646F6DL;
    v2 = firstKey ^ 0x6C7967656E657261L;
    v3 = secondKey ^ 0x7465646279746573L;
    length = 0;
  }

  /** Adds eight bytes. */
  void add(long word) {
    length += Long.BYTES;
    absorb(word);
  }

  /** Adds the characters, two bytes each, and zeros up to a whole word. */
  void addPadded(CharSequence text) {
    int whole = text.length() & ~3;
    addWords(text, whole);
    if (whole < text.length()) {
      add(rest(text, whole));
    }
  }

  /** Adds the characters, two bytes each, and ends the message. */
  long end(CharSequence text) {
    int whole = text.length() & ~3;
    addWords(text, whole);
    return end(rest(text, whole), (text.length() - whole) * Character.BYTES);
  }

  /** Ends the message with so many bytes, at most seven, those above them zero. */
  long end(long rest, int bytes) {
    absorb(rest | ((long) (length + bytes) << 56));
    v2 ^= 0xFF;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void addWords(CharSequence text, int whole) {
    for (int i = 0; i < whole; i += 4) {
      add(
          text.charAt(i)
              | ((long) text.charAt(i + 1) << 16)
              | ((long) text.charAt(i + 2) << 32)
              | ((long) text.charAt(i + 3) << 48));
    }
  }

  private static long rest(CharSequence text, int from) {
    long rest = 0;
    for (int i = from; i < text.length(); i++) {
      rest |= (long) text.charAt(i) << ((i - from) * Character.SIZE);
    }
    return rest;
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    long a = v0 + v1;
    long b = Long.rotateLeft(v1, 13) ^ a;
    long c = v2 + v3;
    long d = Long.rotateLeft(v3, 16) ^ c;
    a = Long.rotateLeft(a, 32) + d;
    c += b;
    v0 = a;
    v1 = Long.rotateLeft(b, 17) ^ c;
    v2 = Long.rotateLeft(c, 32);
    v3 = Long.rotateLeft(d, 21) ^ a;
  }
}
