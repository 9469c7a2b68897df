package io.callingcard.wa.operation;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Pages;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.call.Paging;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** A list that comes in pages: one of them, or all. */
interface PagedCall<T> extends Operation {

    CallParameter OFFSET = new CallParameter("offset", WaConstants.OFFSET);

    WaConfiguration configuration();

    /** The operation's word, for errors. */
    String word();

    /** Where the list is, without what says which page. */
    String target(Exchange exchange);

    Class<T[]> type();

    /** Whether the gateway heeds the offset: where it does not, the second page would be the first one again. */
    default boolean isPaged() {
        return true;
    }

    @Override
    default Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        // Read now: later pages are asked for when the exchange has other headers.
        String target = target(exchange);
        Integer size = configuration().getPageSize();
        Integer first = OFFSET.as(Integer.class, exchange, configuration().getOffset());
        Function<String, Future<Page<T>>> source = offset -> client.json(
                WaRequests.get(
                        word(),
                        Target.of(target)
                                .query("limit", size)
                                .query("offset", offset)
                                .toString()),
                answer -> page(Results.of(answer), offset));
        return source.apply(first == null ? null : first.toString())
                .map(page -> configuration().getPaging() == Paging.ALL
                        ? OperationResult.of(
                                new Pages<>(page, source, configuration().getMaxItems()))
                        : OperationResult.of(page.items())
                                .replacing(
                                        WaConstants.NEXT_OFFSET,
                                        page.next() == null ? null : Integer.valueOf(page.next())));
    }

    /** The total that the gateway tells is not that of the filter, so a page that is not full is the last one. */
    private Page<T> page(JsonNode results, String offset) {
        List<T> items = Results.list(results.path("data"), type());
        int limit = results.path("pagination").path("limit").asInt();
        boolean full = isPaged() && limit > 0 && items.size() >= limit;
        int next = (offset == null ? 0 : Integer.parseInt(offset)) + items.size();
        return new Page<>(items, full ? Integer.toString(next) : null);
    }
}
