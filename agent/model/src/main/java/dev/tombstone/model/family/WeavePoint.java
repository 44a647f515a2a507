package dev.tombstone.model.family;

import dev.tombstone.model.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of the JDK or of a library, and what to weave into it.
 *
 * @param type internal name of the class that declares the method
 * @param method name
 * @param descriptor descriptor, or null for every overload that is neither abstract nor a bridge
 * @param operation what a removal here is, or null where the marker decides
 * @param marker where in the body
 * @param map path of fields from {@code this} to the map, each {@code name:internalType}; empty is
 *     {@code this}
 * @param since what first has the method
 */
public record WeavePoint(
    String type,
    String method,
    @Nullable String descriptor,
    @Nullable Operation operation,
    Marker marker,
    List<String> map,
    Since since) {}
