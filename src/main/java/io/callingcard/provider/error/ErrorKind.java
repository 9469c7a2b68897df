package io.callingcard.provider.error;

import java.util.function.BiFunction;

/** The kinds of failure. Each has its own exception class. */
public enum ErrorKind {
    AUTHENTICATION(AuthenticationException::new),
    NOT_PERMITTED(NotPermittedException::new),
    INVALID_REQUEST(InvalidRequestException::new),
    NOT_FOUND(NotFoundException::new),
    CONFLICT(ConflictException::new),
    NOT_SUPPORTED(NotSupportedException::new),
    RATE_LIMITED(RateLimitedException::new),
    UNAVAILABLE(UnavailableException::new),
    IN_DOUBT(InDoubtException::new);

    private final BiFunction<Failure, Throwable, ProviderException> factory;

    ErrorKind(BiFunction<Failure, Throwable, ProviderException> factory) {
        this.factory = factory;
    }

    public ProviderException exception(Failure failure, Throwable cause) {
        return factory.apply(failure, cause);
    }

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
