// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Pages;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.wire.Target;

/**
 * Reads a list that comes in pages: one page, or all.
 *
 * @param target  the path of the list, without what names the page
 * @param isPaged whether the gateway pages the list of this path
 */
record PagedCall<T>(BiFunction<Exchange, WaConfiguration, String> target, Class<T[]> type, Predicate<String> isPaged)
        implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        WaConfiguration options = call.options();
        // Read now: when later pages are asked for, the exchange has other headers.
        String list = target.apply(exchange, options);
        Integer first = WaParameters.OFFSET.as(Integer.class, exchange, options);
        Function<String, Future<Page<T>>> source = offset -> call.client()
                .json(
                        call.read(Target.of(list)
                                .query("limit", options.getPageSize())
                                .query("offset", offset)
                                .toString()),
                        answer -> page(WaAnswers.results(answer), offset, isPaged.test(list)));
        return source.apply(first == null ? null : first.toString())
                .map(page -> options.getPaging() == Pages.Paging.ALL
                        ? OperationResult.of(new Pages<>(page, source, options.getMaxItems()))
                        : OperationResult.of(page.items())
                                .replacing(
                                        WaConstants.NEXT_OFFSET,
                                        page.next() == null ? null : Integer.valueOf(page.next())));
    }

    /** The total in the answer ignores the filter, so a page that is not full is the last one. */
    private Page<T> page(JsonNode results, String offset, boolean paged) {
        List<T> items = WaAnswers.list(results.path("data"), type);
        int limit = results.path("pagination").path("limit").asInt();
        boolean full = paged && limit > 0 && items.size() >= limit;
        int next = (offset == null ? 0 : Integer.parseInt(offset)) + items.size();
        return new Page<>(items, full ? Integer.toString(next) : null);
    }
}
