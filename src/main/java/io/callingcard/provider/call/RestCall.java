// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/**
 * An operation with one request and one JSON answer, described as data. Each method returns a new description.
 *
 * @param <C> the options of the endpoint
 */
public final class RestCall<C extends Call.Options> implements Operation<C> {

    private static final String PLACE = "/{}";

    private final HttpMethod method;
    private final List<String> path;
    private final List<Value<? super C>> ids;
    private final List<Field<C>> query;
    private final BiFunction<Exchange, C, ObjectNode> body;
    private final BiFunction<JsonNode, Call<C>, OperationResult> answer;

    /** A named value of the query or the body. */
    private record Field<C>(String name, Value<? super C> value) {}

    private RestCall(
            HttpMethod method,
            List<String> path,
            List<Value<? super C>> ids,
            List<Field<C>> query,
            BiFunction<Exchange, C, ObjectNode> body,
            BiFunction<JsonNode, Call<C>, OperationResult> answer) {
        this.method = method;
        this.path = path;
        this.ids = ids;
        this.query = query;
        this.body = body;
        this.answer = answer;
    }

    /**
     * Creates a call without a body. Its answer is not read.
     *
     * @param path the path below the base URL; each <code>{}</code> is a segment that the next id fills
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <C extends Call.Options> RestCall<C> of(HttpMethod method, String path, Value<? super C>... ids) {
        List<String> parts = List.of(path.split("/\\{}", -1));
        if (parts.size() != ids.length + 1) {
            throw new IllegalArgumentException(
                    path + " has " + (parts.size() - 1) + " " + PLACE + ", not " + ids.length);
        }
        return new RestCall<C>(
                method, parts, List.of(ids), List.of(), null, (nothing, call) -> OperationResult.of(null));
    }

    /** Adds a value to the query. Null is left out; each value of a list is added. */
    public RestCall<C> query(String name, Value<? super C> value) {
        List<Field<C>> more = new ArrayList<>(query);
        more.add(new Field<>(name, value));
        return new RestCall<>(method, path, ids, List.copyOf(more), body, answer);
    }

    /** Adds a field to the JSON body. Null is left out. */
    public RestCall<C> field(String name, Value<? super C> value) {
        return body((exchange, options, json) -> Json.put(json, name, value.of(exchange, options)));
    }

    /** Adds a required field to the JSON body. */
    public RestCall<C> required(String name, Value<? super C> value) {
        return body((exchange, options, json) -> json.set(name, Json.tree(value.required(exchange, options))));
    }

    /** Writes to the JSON body by code. */
    public RestCall<C> body(BodyWriter<? super C> writer) {
        BiFunction<Exchange, C, ObjectNode> before = body;
        return new RestCall<>(
                method,
                path,
                ids,
                query,
                (exchange, options) -> {
                    ObjectNode json = before == null ? Json.object() : before.apply(exchange, options);
                    writer.write(exchange, options, json);
                    return json;
                },
                answer);
    }

    /** Refuses a request with an empty JSON body. */
    public RestCall<C> notEmpty(String name, String reason) {
        return body((exchange, options, json) -> {
            if (json.isEmpty()) {
                throw new InvalidValueException(name, reason);
            }
        });
    }

    /** Reads the answer as a record. */
    public RestCall<C> answers(Class<? extends Answer> type) {
        return answers(json -> Json.read(json, type).result());
    }

    /** Reads the answer by code. */
    public RestCall<C> answers(Function<JsonNode, OperationResult> reader) {
        return answers((json, call) -> reader.apply(json));
    }

    /** Reads the answer by code that needs the options. */
    public RestCall<C> answers(BiFunction<JsonNode, Call<C>, OperationResult> reader) {
        return new RestCall<>(method, path, ids, query, body, reader);
    }

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<C> call) {
        return call.client().json(request(exchange, call), json -> answer.apply(json, call));
    }

    private WireRequest request(Exchange exchange, Call<C> call) {
        Target target = Target.of(path.get(0));
        for (int i = 0; i < ids.size(); i++) {
            Object id = ids.get(i).required(exchange, call.options());
            (id instanceof Target.Verbatim plain ? target.path("/" + plain) : target.id(id.toString()))
                    .path(path.get(i + 1));
        }
        for (Field<C> each : query) {
            Object value = each.value().of(exchange, call.options());
            if (value instanceof Iterable<?> many) {
                many.forEach(one -> target.query(each.name(), one));
            } else {
                target.query(each.name(), value);
            }
        }
        return body == null
                ? call.request(method, target.toString())
                : call.request(method, target.toString(), body.apply(exchange, call.options()));
    }

    /** Writes to the JSON body of a request. */
    @FunctionalInterface
    public interface BodyWriter<C> {
        void write(Exchange exchange, C options, ObjectNode body);
    }

    /**
     * A value of a request, read from the exchange and the options.
     *
     * @param <C> the options
     */
    @FunctionalInterface
    public interface Value<C> {

        /** Returns the value, or null if it is missing. */
        Object of(Exchange exchange, C options);

        /** Returns the value, or throws an error that says where to set it. */
        default Object required(Exchange exchange, C options) {
            return of(exchange, options);
        }
    }
}
