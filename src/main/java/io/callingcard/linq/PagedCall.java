// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Pages;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/**
 * Reads a list that comes in pages: one page, or all.
 *
 * @param target the path of the list, without what names the page
 * @param field  the field of the answer that holds the items
 */
record PagedCall<T>(BiFunction<Exchange, LinqConfiguration, String> target, String field, Class<T[]> type)
        implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        LinqConfiguration options = call.options();
        // Read now: when later pages are asked for, the exchange has other headers.
        String list = target.apply(exchange, options);
        Function<String, Future<Page<T>>> source = cursor -> call.client()
                .json(
                        call.read(Target.of(list)
                                .query("limit", options.getPageSize())
                                .query("cursor", cursor)
                                .toString()),
                        answer -> page(answer, field, type));
        return source.apply(LinqParameters.CURSOR.text(exchange, options))
                .map(first -> options.getPaging() == Pages.Paging.ALL
                        ? OperationResult.of(new Pages<>(first, source, options.getMaxItems()))
                        : OperationResult.of(first.items()).replacing(LinqConstants.NEXT_CURSOR, first.next()));
    }

    static <T> Page<T> page(JsonNode answer, String field, Class<T[]> type) {
        List<T> items = Arrays.asList(Json.read(answer.withArray(field), type));
        return new Page<>(items, answer.path("next_cursor").asText(null));
    }
}
