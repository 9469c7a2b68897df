// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterates over pages, so that only one is in memory. Ends with the first empty page. */
final class Paged<T> implements Iterator<T> {

    private final Function<T, List<T>> next;
    private Iterator<T> page = List.<T>of().iterator();
    private T last;
    private boolean isOver;

    /**
     * Starts before the first page.
     *
     * @param next returns the page after an element, or the first page for null
     */
    Paged(Function<T, List<T>> next) {
        this.next = next;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !isOver) {
            page = next.apply(last).iterator();
            isOver = !page.hasNext();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        last = page.next();
        return last;
    }
}
