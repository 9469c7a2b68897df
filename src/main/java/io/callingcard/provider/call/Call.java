// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * The context of an operation of one endpoint: its name, effect, options and client.
 *
 * @param <C>       the options
 * @param operation the operation's word in the URI
 */
public record Call<C extends Call.Options>(
        String provider, String operation, Effect effect, C options, ProviderClient client) {

    /** Exchange property, see {@link #uploads}. */
    private static final String UPLOADS = "CamelCardUploads";

    /** Creates a request with the effect of the operation. */
    public WireRequest request(HttpMethod method, String target, WireBody body) {
        return WireRequest.of(operation, effect, method, target, body);
    }

    public WireRequest request(HttpMethod method, String target, ObjectNode body) {
        return request(method, target, WireBody.json(Json.write(body)));
    }

    /** Creates a request with another effect, for an operation that makes several requests. */
    public WireRequest request(Effect own, HttpMethod method, String target, ObjectNode body) {
        return WireRequest.of(operation, own, method, target, WireBody.json(Json.write(body)));
    }

    public WireRequest request(HttpMethod method, String target) {
        return request(method, target, WireBody.EMPTY);
    }

    /** Creates a GET, which has no effect whatever the operation's effect is. */
    public WireRequest read(String target) {
        return WireRequest.read(operation, target);
    }

    /**
     * Creates a POST whose body carries an idempotency key.
     *
     * @param holder the part of the body that the key is added to, as its last text
     */
    public WireRequest keyed(Exchange exchange, String target, ObjectNode body, ObjectNode holder) {
        KeyedBody keyed = KeyedBody.of(exchange, target, body, holder, uploads(exchange));
        return request(HttpMethod.POST, target, WireBody.json(keyed.json()))
                .withIdempotencyKey(keyed.key(), keyed.content());
    }

    /**
     * Returns the files that were uploaded for an exchange: the attachment ids, by the fingerprints of
     * content and address, with an @ between them.
     */
    @SuppressWarnings("unchecked")
    public static Map<String, String> uploads(Exchange exchange) {
        Map<String, String> uploads = exchange.getProperty(UPLOADS, Map.class);
        if (uploads == null) {
            uploads = new ConcurrentHashMap<>();
            exchange.setProperty(UPLOADS, uploads);
        }
        return uploads;
    }

    /** Returns a call whose tries ask for permission first. */
    public Call<C> permittedBy(ProviderClient.Permit permit) {
        return new Call<>(provider, operation, effect, options, client.permittedBy(permit));
    }

    /** Creates a failure without an answer of the provider. */
    public Failure failure(Outcome outcome, String reason, boolean retryable) {
        return Failure.local(provider, operation, outcome, reason, retryable);
    }

    @Override
    public String toString() {
        return provider + ":" + operation;
    }

    /** The options that the shared operations read. */
    public interface Options {

        String getTo();

        String getChatId();

        boolean isPreferChatId();

        boolean isValidatePhone();

        /** Returns how the numbers of people are read. */
        PhoneNumbers.Rules phoneRules();

        String getFileName();

        String getContentType();

        /** Returns the time limit of calls that carry a file, in milliseconds. */
        long getTransferTimeout();

        /** Returns the HTTP method of a raw request. */
        String getMethod();

        /** Returns the path of a raw request. */
        String getPath();

        String getBaseUrl();

        /** Returns a description of the account, without secrets. */
        String account();

        /**
         * Converts a recipient to the provider's form.
         *
         * @param field the header or option, for errors
         */
        String recipient(String typed, String field);
    }
}
