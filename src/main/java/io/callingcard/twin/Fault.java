package io.callingcard.twin;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Something that goes wrong on purpose.
 *
 * @param provider    whose call, or null for any
 * @param method      of which HTTP method, or null for any
 * @param path        a regular expression found in the path below the provider's host, or null for any
 * @param kind        what goes wrong
 * @param code        for the errors: the provider's code
 * @param message     for the errors: the provider's words, or null for its usual ones
 * @param status      for the errors: the HTTP status, or 0 for the code's usual one
 * @param retryAfter  for the errors: seconds to wait, or null
 * @param delay       how long the call is held up first, or null
 * @param bytes       for {@link Kind#CUT_REQUEST}: after how many bytes of the body
 * @param times       how often it happens
 * @param probability how likely it happens each time it could, from 0 to 1
 */
public record Fault(
        String provider,
        String method,
        String path,
        Kind kind,
        String code,
        String message,
        int status,
        Integer retryAfter,
        Duration delay,
        int bytes,
        int times,
        double probability) {

    /** The ways to go wrong. */
    public enum Kind {
        /** Late, and then as usual. */
        LATENCY,
        /** An error of the provider; nothing is delivered. */
        ERROR,
        /** Delivered, and then an error of the provider all the same. */
        ERROR_AFTER_DELIVERY,
        /** The connection breaks before the request is read; nothing is delivered. */
        RESET_BEFORE_READING,
        /** The connection breaks while the body is read; nothing is delivered. */
        CUT_REQUEST,
        /** Delivered, and the connection breaks before the answer. */
        RESET_AFTER_DELIVERY,
        /** Delivered, and never answered. */
        NO_ANSWER,
        /** Delivered; the head of an answer comes, and nothing more. */
        STALL_AFTER_HEAD,
        /** Delivered; the answer breaks in the middle. */
        CUT_ANSWER,
        /** Delivered; a page that is not the provider's answers. */
        FOREIGN_PAGE,
        /** Delivered; the answer is huge. */
        HUGE_ANSWER
    }

    public Fault {
        times = times == 0 ? 1 : times;
        probability = probability == 0 ? 1 : probability;
    }

    public static Fault of(Kind kind) {
        return new Fault(null, null, null, kind, null, null, 0, null, null, 0, 1, 1);
    }

    public static Fault error(int code) {
        return error(Integer.toString(code));
    }

    public static Fault error(String code) {
        return new Fault(null, null, null, Kind.ERROR, code, null, 0, null, null, 0, 1, 1);
    }

    public static Fault errorAfterDelivery(int code) {
        return errorAfterDelivery(Integer.toString(code));
    }

    public static Fault errorAfterDelivery(String code) {
        return new Fault(null, null, null, Kind.ERROR_AFTER_DELIVERY, code, null, 0, null, null, 0, 1, 1);
    }

    public static Fault latency(Duration delay) {
        return new Fault(null, null, null, Kind.LATENCY, null, null, 0, null, delay, 0, 1, 1);
    }

    public static Fault cutRequest(int afterBytes) {
        return new Fault(null, null, null, Kind.CUT_REQUEST, null, null, 0, null, null, afterBytes, 1, 1);
    }

    /** Only for calls of one method whose path matches. */
    public Fault on(String onMethod, String onPath) {
        return new Fault(
                provider, onMethod, onPath, kind, code, message, status, retryAfter, delay, bytes, times, probability);
    }

    public Fault status(int other) {
        return new Fault(
                provider, method, path, kind, code, message, other, retryAfter, delay, bytes, times, probability);
    }

    /** With other words than the usual ones. */
    public Fault message(String other) {
        return new Fault(
                provider, method, path, kind, code, other, status, retryAfter, delay, bytes, times, probability);
    }

    public Fault retryAfter(int seconds) {
        return new Fault(
                provider, method, path, kind, code, message, status, seconds, delay, bytes, times, probability);
    }

    public Fault times(int other) {
        return new Fault(
                provider, method, path, kind, code, message, status, retryAfter, delay, bytes, other, probability);
    }

    public Fault probability(double other) {
        return new Fault(provider, method, path, kind, code, message, status, retryAfter, delay, bytes, times, other);
    }

    boolean matches(String itsProvider, String itsMethod, String itsPath) {
        return (provider == null || provider.equals(itsProvider))
                && (method == null || method.equalsIgnoreCase(itsMethod))
                && (path == null || Pattern.compile(path).matcher(itsPath).find());
    }
}
