package io.callingcard.twin;

import java.util.Map;

/** Linq says no. */
final class LinqRefusal extends RuntimeException {

    /** The HTTP status that comes with a code, where its first digit does not tell. */
    private static final Map<Integer, Integer> STATUS = Map.ofEntries(
            Map.entry(1006, 409),
            Map.entry(1007, 429),
            Map.entry(2004, 401),
            Map.entry(2005, 403),
            Map.entry(2006, 403),
            Map.entry(2008, 403),
            Map.entry(2009, 409),
            Map.entry(2011, 403),
            Map.entry(2013, 409),
            Map.entry(2014, 409),
            Map.entry(2015, 409),
            Map.entry(2016, 409),
            Map.entry(2017, 409),
            Map.entry(2018, 409),
            Map.entry(2022, 500),
            Map.entry(2023, 409),
            Map.entry(2024, 403),
            Map.entry(2026, 403),
            Map.entry(2027, 403),
            Map.entry(3005, 504),
            Map.entry(4004, 503),
            Map.entry(4005, 422),
            Map.entry(4009, 503),
            Map.entry(4010, 503),
            Map.entry(5001, 500),
            Map.entry(5002, 500),
            Map.entry(5003, 500));

    private final int code;
    private final int status;
    private final Integer retryAfter;

    LinqRefusal(int code, String message) {
        this(code, usualStatus(code), message, null);
    }

    LinqRefusal(int code, int status, String message, Integer retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static int usualStatus(int code) {
        int usual =
                switch (code / 1000) {
                    case 2 -> 404;
                    case 3, 4 -> 500;
                    default -> 400;
                };
        return STATUS.getOrDefault(code, usual);
    }

    int code() {
        return code;
    }

    int status() {
        return status;
    }

    /** Seconds to wait, or null. */
    Integer retryAfter() {
        return retryAfter;
    }
}
