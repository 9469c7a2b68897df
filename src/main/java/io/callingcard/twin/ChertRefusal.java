package io.callingcard.twin;

import java.util.Map;
import java.util.Set;

/** Chert says no. */
final class ChertRefusal extends RuntimeException {

    /** The HTTP status that usually comes with a code. */
    private static final Map<Integer, Integer> STATUS = Map.ofEntries(
            Map.entry(1007, 429),
            Map.entry(1011, 409),
            Map.entry(1012, 409),
            Map.entry(1013, 409),
            Map.entry(2001, 404),
            Map.entry(2002, 404),
            Map.entry(2003, 404),
            Map.entry(2004, 401),
            Map.entry(2005, 403),
            Map.entry(2007, 403),
            Map.entry(2008, 402),
            Map.entry(2010, 403),
            Map.entry(2011, 404),
            Map.entry(2012, 401),
            Map.entry(2013, 401),
            Map.entry(3001, 500),
            Map.entry(3002, 503),
            Map.entry(3003, 500),
            Map.entry(3004, 502),
            Map.entry(4001, 502),
            Map.entry(4002, 503),
            Map.entry(4099, 501),
            Map.entry(5001, 404));

    private static final Set<Integer> RETRYABLE = Set.of(1007, 3001, 3002, 3004, 4001, 4002);

    private final int code;
    private final int status;
    private final transient Map<String, Object> details;

    ChertRefusal(int code, String message) {
        this(code, usualStatus(code), message, Map.of());
    }

    ChertRefusal(int code, int status, String message) {
        this(code, status, message, Map.of());
    }

    ChertRefusal(int code, int status, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.details = details;
    }

    static int usualStatus(int code) {
        return STATUS.getOrDefault(code, 400);
    }

    int code() {
        return code;
    }

    int status() {
        return status;
    }

    boolean retryable() {
        return RETRYABLE.contains(code);
    }

    /** Further fields of the error, such as {@code attachment_index}. */
    Map<String, Object> details() {
        return details;
    }
}
