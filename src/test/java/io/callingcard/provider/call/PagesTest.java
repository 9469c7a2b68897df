// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.UnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PagesTest {

    private final List<String> asked = new ArrayList<>();

    /** Pages of two numbers each; the cursor is the number that the page begins with. */
    private Future<Page<Integer>> numbers(String cursor) {
        asked.add(cursor);
        int first = Integer.parseInt(cursor);
        return Future.succeededFuture(new Page<>(List.of(first, first + 1), first < 4 ? "" + (first + 2) : null));
    }

    private Pages<Integer> pages(long most) {
        return new Pages<>(numbers("0").result(), this::numbers, most);
    }

    private static <T> List<T> all(Pages<T> pages) {
        List<T> items = new ArrayList<>();
        pages.forEachRemaining(items::add);
        return items;
    }

    @Test
    void givesAllItemsInOrder() {
        assertThat(all(pages(0))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(asked).containsExactly("0", "2", "4");
    }

    @Test
    void requestsAPageOnlyWhenThePreviousOneIsUsedUp() {
        Pages<Integer> pages = pages(0);
        pages.next();
        pages.next();
        assertThat(asked).containsExactly("0");

        assertThat(pages.next()).isEqualTo(2);
        assertThat(asked).containsExactly("0", "2");
        assertThat(pages).hasToString("Pages[3 given]");
    }

    @Test
    void endsAtTheLimitWithoutAFurtherRequest() {
        assertThat(all(pages(2))).containsExactly(0, 1);
        assertThat(asked).containsExactly("0");
        assertThat(all(pages(3))).containsExactly(0, 1, 2);
    }

    @Test
    void hasNothingAfterTheEnd() {
        Pages<Integer> pages = pages(1);
        pages.next();
        assertThat(pages.hasNext()).isFalse();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anEmptyPageIsTheLast() {
        assertThat(new Page<>(List.of(), "more").next()).isNull();
        assertThat(new Page<>(List.of(1), "").next()).isNull();
        assertThat(new Page<>(List.of(1), "")).hasToString("Page[1, the last]");
        assertThat(new Page<>(List.of(1), "more")).hasToString("Page[1]");
    }

    @Test
    void refusesARepeatedCursor() {
        Page<Integer> same = new Page<>(List.of(1), "same");
        Pages<Integer> circle = new Pages<>(same, cursor -> Future.succeededFuture(same), 0);

        assertThatThrownBy(() -> all(circle)).hasMessageContaining("repeats a page");
    }

    @Test
    void throwsTheProvidersExceptionOfAFailedPage() {
        UnavailableException failure =
                new UnavailableException(Failure.local("linq", "list-chats", Outcome.NOT_SENT, "gone", true), null);
        Pages<Integer> broken = new Pages<>(new Page<>(List.of(), null), cursor -> Future.failedFuture(failure), 0);
        assertThat(broken.hasNext()).isFalse();

        Pages<Integer> later = new Pages<>(new Page<>(List.of(1), "next"), cursor -> Future.failedFuture(failure), 0);
        later.next();
        assertThatThrownBy(later::hasNext).isSameAs(failure);

        Pages<Integer> odd =
                new Pages<>(new Page<>(List.of(1), "next"), cursor -> Future.failedFuture(new IOException("x")), 0);
        odd.next();
        assertThatThrownBy(odd::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToWaitOnAnEventLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            vertx.runOnContext(here -> {
                Pages<Integer> pages = pages(0);
                pages.next();
                pages.next();
                try {
                    pages.hasNext();
                    thrown.complete(null);
                } catch (IllegalStateException e) {
                    thrown.complete(e);
                }
            });
            assertThat(thrown.get(10, TimeUnit.SECONDS)).hasMessageContaining("event loop");
        } finally {
            vertx.close();
        }
    }

    @Test
    void anInterruptedReaderStopsAndStaysInterrupted() {
        Promise<Page<Integer>> never = Promise.promise();
        Pages<Integer> waiting = new Pages<>(new Page<>(List.of(1), "next"), cursor -> never.future(), 0);
        waiting.next();
        Thread.currentThread().interrupt();

        assertThatThrownBy(waiting::hasNext).hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
