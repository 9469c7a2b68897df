// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An error that the twins make on purpose.
 *
 * @param provider    {@code chert}, {@code linq} or {@code wa}; null for any
 * @param method      the HTTP method; null for any
 * @param path        a regular expression found in the path below the provider's host; null for any
 * @param kind        what goes wrong
 * @param code        for the errors: the provider's code; at Chert and Linq, none or a word means 3001, an internal error
 * @param message     for the errors: the provider's message; null for its usual one
 * @param status      for the errors: the HTTP status; 0 for the usual one of the code
 * @param retryAfter  for the errors: seconds to wait; null for no such field
 * @param delay       how long the call waits first; null for no wait
 * @param bytes       for {@link Kind#CUT_REQUEST}: after how many bytes of the body
 * @param times       how often it happens
 * @param probability how likely it is for each matching call, from 0 to 1
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

    /** The kinds of fault. */
    public enum Kind {
        /** Answers late. */
        LATENCY,
        /** Answers with an error of the provider; nothing is delivered. */
        ERROR,
        /** Delivers, and still answers with an error of the provider. */
        ERROR_AFTER_DELIVERY,
        /** Closes the connection before the request is read; nothing is delivered. */
        RESET_BEFORE_READING,
        /** Closes the connection while the body is read; nothing is delivered. */
        CUT_REQUEST,
        /** Delivers, and closes the connection before the answer. */
        RESET_AFTER_DELIVERY,
        /** Delivers, and never answers. */
        NO_ANSWER,
        /** Delivers, and answers with the headers only. */
        STALL_AFTER_HEAD,
        /** Delivers, and closes the connection within the answer. */
        CUT_ANSWER,
        /** Delivers, and answers with an HTML page instead of JSON. */
        FOREIGN_PAGE,
        /** Delivers, and answers with 8 MiB. */
        HUGE_ANSWER
    }

    public Fault {
        times = times == 0 ? 1 : times;
        probability = probability == 0 ? 1 : probability;
    }

    /** A fault of any call, once. */
    public static Fault of(Kind kind) {
        return new Fault(null, null, null, kind, null, null, 0, null, null, 0, 1, 1);
    }

    /** An error with the provider's code, for the next call; nothing is delivered. */
    public static Fault error(int code) {
        return error(Integer.toString(code));
    }

    /** An error with the gateway's code, for the next call; nothing is delivered. */
    public static Fault error(String code) {
        return new Fault(null, null, null, Kind.ERROR, code, null, 0, null, null, 0, 1, 1);
    }

    /** An error although the message was delivered. */
    public static Fault errorAfterDelivery(int code) {
        return errorAfterDelivery(Integer.toString(code));
    }

    /** An error, with the gateway's code, although the message was delivered. */
    public static Fault errorAfterDelivery(String code) {
        return new Fault(null, null, null, Kind.ERROR_AFTER_DELIVERY, code, null, 0, null, null, 0, 1, 1);
    }

    /** A late answer. */
    public static Fault latency(Duration delay) {
        return new Fault(null, null, null, Kind.LATENCY, null, null, 0, null, delay, 0, 1, 1);
    }

    /** A connection that closes after so many bytes of the request's body. */
    public static Fault cutRequest(int afterBytes) {
        return new Fault(null, null, null, Kind.CUT_REQUEST, null, null, 0, null, null, afterBytes, 1, 1);
    }

    /** Limits the fault to one method, and to paths in which the regular expression is found; null for any. */
    public Fault on(String onMethod, String onPath) {
        return new Fault(
                provider, onMethod, onPath, kind, code, message, status, retryAfter, delay, bytes, times, probability);
    }

    /** Sets the HTTP status. */
    public Fault status(int other) {
        return new Fault(
                provider, method, path, kind, code, message, other, retryAfter, delay, bytes, times, probability);
    }

    /** Replaces the provider's usual message. */
    public Fault message(String other) {
        return new Fault(
                provider, method, path, kind, code, other, status, retryAfter, delay, bytes, times, probability);
    }

    /** Sets the seconds that the provider asks to wait. */
    public Fault retryAfter(int seconds) {
        return new Fault(
                provider, method, path, kind, code, message, status, seconds, delay, bytes, times, probability);
    }

    /** Sets how often it happens; the default is once. */
    public Fault times(int other) {
        return new Fault(
                provider, method, path, kind, code, message, status, retryAfter, delay, bytes, other, probability);
    }

    /** Sets how likely it is for each matching call; the default is 1. */
    public Fault probability(double other) {
        return new Fault(provider, method, path, kind, code, message, status, retryAfter, delay, bytes, times, other);
    }

    boolean matches(String itsProvider, String itsMethod, String itsPath) {
        return (provider == null || provider.equals(itsProvider))
                && (method == null || method.equalsIgnoreCase(itsMethod))
                && (path == null || Pattern.compile(path).matcher(itsPath).find());
    }
}
