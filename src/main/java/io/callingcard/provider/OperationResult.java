package io.callingcard.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a deed brought: the new body, and headers to add to those that are there.
 *
 * @param body    the new body, or null to leave it
 * @param headers without null values
 */
public record OperationResult(Object body, Map<String, Object> headers) {

    public static OperationResult of(Object body) {
        return new OperationResult(body, Map.of());
    }

    /** The same with one more header, unless there is no value for it. */
    public OperationResult with(String header, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(headers);
        more.put(Objects.requireNonNull(header), value);
        return new OperationResult(body, more);
    }

    /** Bodies hold what people write. */
    @Override
    public String toString() {
        return "OperationResult" + headers.keySet();
    }
}
