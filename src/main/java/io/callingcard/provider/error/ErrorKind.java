package io.callingcard.provider.error;

/** The kinds of failure. Each has its own exception class. */
public enum ErrorKind {
    AUTHENTICATION,
    NOT_PERMITTED,
    INVALID_REQUEST,
    NOT_FOUND,
    CONFLICT,
    NOT_SUPPORTED,
    RATE_LIMITED,
    UNAVAILABLE,
    IN_DOUBT;

    /** Returns the kind of an answer that has only an HTTP status and no known code. */
    public static ErrorKind ofStatus(int status) {
        return switch (status) {
            case 401 -> AUTHENTICATION;
            case 402, 403 -> NOT_PERMITTED;
            case 404, 410 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 429 -> RATE_LIMITED;
            case 405, 501 -> NOT_SUPPORTED;
            default -> status < 500 ? INVALID_REQUEST : UNAVAILABLE;
        };
    }
}
