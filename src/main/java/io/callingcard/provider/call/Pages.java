// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Iterates over the items of a paged list. The next page is requested when the current one is used up, so a route that
 * splits in streaming mode holds one page at a time.
 *
 * <p>Blocks the calling thread until a page arrives. That is a thread of the route, never an event loop.
 */
public final class Pages<T> implements Iterator<T> {

    /**
     * One page.
     *
     * @param next the cursor of the next page, or null at the end
     */
    public record Page<T>(List<T> items, String next) {

        public Page {
            items = List.copyOf(items);
            next = next == null || next.isEmpty() || items.isEmpty() ? null : next;
        }

        @Override
        public String toString() {
            return "Page[" + items.size() + (next == null ? ", the last]" : "]");
        }
    }

    private final Function<String, Future<Page<T>>> source;
    private final long most;
    private final Set<String> asked = new HashSet<>();
    private Page<T> page;
    private int index;
    private long given;

    /**
     * Starts with the first page.
     *
     * @param source requests the page of a cursor
     * @param most   the maximum number of items, or 0 for all
     */
    public Pages(Page<T> first, Function<String, Future<Page<T>>> source, long most) {
        this.page = first;
        this.source = source;
        this.most = most == 0 ? Long.MAX_VALUE : most;
    }

    @Override
    public boolean hasNext() {
        while (given < most && index == page.items().size() && page.next() != null) {
            page = await(following(page.next()));
            index = 0;
        }
        return given < most && index < page.items().size();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        given++;
        return page.items().get(index++);
    }

    /** Requests a page. Refuses a cursor that was used before, which would loop forever. */
    private Future<Page<T>> following(String cursor) {
        if (!asked.add(cursor)) {
            throw new IllegalStateException("The provider's list repeats a page; report it to the provider");
        }
        return source.apply(cursor);
    }

    private Page<T> await(Future<Page<T>> coming) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Pages must be read on a thread that may wait, not on an event loop");
        }
        try {
            return coming.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a page", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public String toString() {
        return "Pages[" + given + " given]";
    }

    /** Whether a list operation returns one page or all. */
    public enum Paging {
        /** One page, as a list; a header names the next page. */
        PAGE,
        /** All pages, as an iterator that reads the next page when it is needed; split it in streaming mode. */
        ALL
    }
}
