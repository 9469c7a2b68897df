package io.callingcard.provider.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.vertx.core.http.HttpMethod;

/**
 * One call, made once per exchange and sent as often as the retry rules allow.
 *
 * @param operation      the operation's word, for errors and logs
 * @param target         path below the base URL, with the query; or, when not signed, possibly an absolute URL
 * @param effect         whether it may leave something behind
 * @param idempotencyKey the provider's idempotency key inside the body, or null: with one, a repeat is safe
 * @param signed         whether our credentials go along; false where the provider hands out its own headers
 * @param headers        further headers
 * @param timeout        overrides the configured time limit of one attempt, or null
 * @param download       the file that takes the body of a successful answer, or null to keep it in memory
 */
public record WireRequest(
        String operation,
        HttpMethod method,
        String target,
        WireBody body,
        Effect effect,
        String idempotencyKey,
        boolean signed,
        Map<String, String> headers,
        Duration timeout,
        Path download) {

    public WireRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(target, "target");
        headers = Map.copyOf(headers);
    }

    /** A signed request without a key, with the configured time limit. */
    public static WireRequest of(String operation, Effect effect, HttpMethod method, String target, WireBody body) {
        return new WireRequest(operation, method, target, body, effect, null, true, Map.of(), null, null);
    }

    public WireRequest withIdempotencyKey(String key) {
        return new WireRequest(operation, method, target, body, effect, key, signed, headers, timeout, download);
    }

    /** For an address and headers that the provider handed out itself. */
    public WireRequest withOwnAuthorization(Map<String, String> given) {
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, false, given, timeout, download);
    }

    public WireRequest withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, signed, more, timeout, download);
    }

    public WireRequest withTimeout(Duration limit) {
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, signed, headers, limit, download);
    }

    public WireRequest downloadTo(Path file) {
        return new WireRequest(operation, method, target, body, effect, idempotencyKey, signed, headers, timeout, file);
    }

    public boolean repeatable() {
        return !effect.isLasting() || idempotencyKey != null;
    }

    /** Targets and bodies may hold numbers and words of people: neither is shown. */
    @Override
    public String toString() {
        return operation + " (" + method + ", " + body + ")";
    }
}
