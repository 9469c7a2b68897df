package io.callingcard.provider.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * One operation of one endpoint: its name and effect, the endpoint's options, and the client of its account.
 *
 * @param <C>       the options
 * @param operation the operation's word in the URI
 */
public record Call<C extends CallOptions>(
        String provider, String operation, Effect effect, C options, ProviderClient client) {

    /** A request with the effect of the operation. */
    public WireRequest request(HttpMethod method, String target, WireBody body) {
        return WireRequest.of(operation, effect, method, target, body);
    }

    public WireRequest request(HttpMethod method, String target, ObjectNode body) {
        return request(method, target, WireBody.json(Json.write(body)));
    }

    /** A request with an effect of its own, for an operation that makes several. */
    public WireRequest request(Effect own, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.of(operation, own, method, target, WireBody.json(Json.write(body)));
    }

    public WireRequest request(HttpMethod method, String target) {
        return request(method, target, WireBody.EMPTY);
    }

    /** A read, which leaves nothing behind whatever the operation does. */
    public WireRequest read(String target) {
        return WireRequest.of(operation, Effect.NONE, HttpMethod.GET, target, WireBody.EMPTY);
    }

    /**
     * A POST whose body carries an idempotency key.
     *
     * @param holder the part of the body that carries the key, as its last text
     */
    public WireRequest keyed(Exchange exchange, String target, ObjectNode body, ObjectNode holder) {
        KeyedBody keyed = KeyedBody.of(exchange, target, body, holder);
        return request(HttpMethod.POST, target, WireBody.json(keyed.json())).withIdempotencyKey(keyed.key());
    }

    /** A failure that we found, not the provider. */
    public Failure failure(Outcome outcome, String reason, boolean retryable) {
        return Failure.local(provider, operation, outcome, reason, retryable);
    }

    @Override
    public String toString() {
        return provider + ":" + operation;
    }
}
