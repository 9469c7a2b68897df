package io.callingcard.twin;

import java.util.Map;
import java.util.Set;

/** An error of Chert. */
final class ChertRefusal extends RuntimeException {

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
        return switch (code) {
            case 2004, 2012, 2013 -> 401;
            case 2008 -> 402;
            case 2005, 2007, 2010 -> 403;
            case 2001, 2002, 2003, 2011, 5001 -> 404;
            case 1011, 1012, 1013 -> 409;
            case 1007 -> 429;
            case 3001, 3003 -> 500;
            case 4099 -> 501;
            case 3004, 4001 -> 502;
            case 3002, 4002 -> 503;
            default -> 400;
        };
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
