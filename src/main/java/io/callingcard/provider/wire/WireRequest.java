// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.vertx.core.http.HttpMethod;

/**
 * A request. It is created once per exchange and sent by each attempt.
 *
 * @param operation      the operation, for errors and logs
 * @param target         the path below the base URL, with the query; or an absolute URL, if not signed
 * @param effect         the effect at the provider
 * @param idempotencyKey the idempotency key in the body, which makes a retry safe; or null
 * @param fingerprint    of what the provider compares when it sees the key again; null without a key
 * @param signed         whether our credentials are added; false if the provider gave us headers to use
 * @param headers        further headers
 * @param timeout        the time limit of one attempt, or null for the configured one
 * @param download       the file that stores the body of a successful answer, or null to keep it in memory
 */
public record WireRequest(
        String operation,
        HttpMethod method,
        String target,
        WireBody body,
        Effect effect,
        String idempotencyKey,
        String fingerprint,
        boolean signed,
        Map<String, String> headers,
        Duration timeout,
        Path download) {

    public WireRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(target, "target");
        headers = Map.copyOf(headers);
    }

    /** Creates a signed GET, which has no effect. */
    public static WireRequest read(String operation, String target) {
        return of(operation, Effect.NONE, HttpMethod.GET, target, WireBody.EMPTY);
    }

    /** Creates a signed request without a key, with the configured time limit. */
    public static WireRequest of(String operation, Effect effect, HttpMethod method, String target, WireBody body) {
        return new WireRequest(operation, method, target, body, effect, null, null, true, Map.of(), null, null);
    }

    public WireRequest withIdempotencyKey(String key, String content) {
        return new WireRequest(
                operation, method, target, body, effect, key, content, signed, headers, timeout, download);
    }

    /** Returns an unsigned request with headers that the provider gave us. */
    public WireRequest withOwnAuthorization(Map<String, String> given) {
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, fingerprint, false, given, timeout, download);
    }

    public WireRequest withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, fingerprint, signed, more, timeout, download);
    }

    public WireRequest withTimeout(Duration limit) {
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, fingerprint, signed, headers, limit, download);
    }

    public WireRequest downloadTo(Path file) {
        return new WireRequest(
                operation, method, target, body, effect, idempotencyKey, fingerprint, signed, headers, timeout, file);
    }

    public boolean repeatable() {
        return !effect.isLasting() || idempotencyKey != null;
    }

    /** Omits target and body: they contain personal data. */
    @Override
    public String toString() {
        return operation + " (" + method + ", " + body + ")";
    }
}
