package io.callingcard.twin;

/** An error of Linq. */
final class LinqRefusal extends RuntimeException {

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
        return switch (code) {
            case 2004 -> 401;
            case 2005, 2006, 2008, 2011, 2024, 2026, 2027 -> 403;
            case 1006, 2009, 2013, 2014, 2015, 2016, 2017, 2018, 2023 -> 409;
            case 4005 -> 422;
            case 1007 -> 429;
            case 2022, 5001, 5002, 5003 -> 500;
            case 4004, 4009, 4010 -> 503;
            case 3005 -> 504;
            default ->
                switch (code / 1000) {
                    case 2 -> 404;
                    case 3, 4 -> 500;
                    default -> 400;
                };
        };
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
