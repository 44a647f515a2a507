package dev.tombstone.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the endpoints are served: the {@code http.*} keys.
 *
 * @param enabled {@code http.enabled}
 * @param host {@code http.host}
 * @param port {@code http.port}; 0 takes any free one
 * @param portFile {@code http.port.file}
 * @param token {@code http.token}
 * @param tlsKeystore {@code http.tls.keystore}, PKCS12
 * @param tlsPassword {@code http.tls.password}
 */
public record HttpConfig(
    boolean enabled,
    String host,
    int port,
    Optional<Path> portFile,
    Optional<String> token,
    Optional<Path> tlsKeystore,
    Optional<String> tlsPassword) {}
