package io.callingcard.linq.operation;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Pages;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.call.Paging;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;

/** A list that comes in pages: one of them, or all. */
interface PagedCall<T> extends Operation {

    CallParameter CURSOR = new CallParameter("cursor", LinqConstants.CURSOR);

    LinqConfiguration configuration();

    /** The operation's word, for errors. */
    String word();

    /** Where the list is, without what says which page. */
    String target(Exchange exchange);

    Page<T> page(JsonNode answer);

    @Override
    default Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        // Read now: later pages are asked for when the exchange has other headers.
        String target = target(exchange);
        Integer size = configuration().getPageSize();
        Function<String, Future<Page<T>>> source = cursor -> client.json(
                LinqRequests.get(
                        word(),
                        Target.of(target)
                                .query("limit", size)
                                .query("cursor", cursor)
                                .toString()),
                this::page);
        return source.apply(CURSOR.text(exchange, configuration().getCursor()))
                .map(first -> configuration().getPaging() == Paging.ALL
                        ? OperationResult.of(
                                new Pages<>(first, source, configuration().getMaxItems()))
                        : OperationResult.of(first.items()).replacing(LinqConstants.NEXT_CURSOR, first.next()));
    }

    /** The items of one page in the named field of an answer. */
    static <T> Page<T> read(JsonNode answer, String field, Class<T[]> type) {
        List<T> items = Arrays.asList(Json.read(answer.withArray("/" + field), type));
        return new Page<>(items, answer.path("next_cursor").asText(null));
    }
}
