package dev.tombstone.model.family;

import java.lang.module.ModuleDescriptor.Version;
import org.jspecify.annotations.Nullable;

/**
 * What first has a method: a JDK, or a version of a library.
 *
 * @param jdk feature version of the JDK; of no matter for a library's method
 * @param version the library's version; null for a method that every supported one has
 */
public record Since(int jdk, @Nullable String version) {
  private static final int OLDEST_JDK = 17;

  /** Every supported JDK, or every version of the library. */
  static final Since ALWAYS = new Since(OLDEST_JDK, null);

  /** This JDK. */
  static Since jdk(int feature) {
    return new Since(feature, null);
  }

  /** This version of the library. */
  static Since version(String version) {
    return new Since(OLDEST_JDK, version);
  }

  /** Whether this JDK has the method. */
  public boolean isIn(int jdkFeature) {
    return jdk <= jdkFeature;
  }

  /**
   * Whether this version of the library has the method; one that is not known or cannot be compared
   * may have it.
   */
  public boolean isIn(@Nullable String libraryVersion) {
    return version == null || libraryVersion == null || !isOlder(libraryVersion, version);
  }

  /**
   * Whether it is as expected that a class of this version of the library lacks the method: the
   * version is not known, and not every one has it.
   */
  public boolean isOptionalIn(@Nullable String libraryVersion) {
    return version != null && libraryVersion == null;
  }

  private static boolean isOlder(String one, String other) {
    try {
      return Version.parse(one).compareTo(Version.parse(other)) < 0;
    } catch (IllegalArgumentException noVersion) {
      return false;
    }
  }
}
