package io.callingcard.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Reads a page at a time, so that no more than one is in memory; ends with the first empty one. */
final class Paged<T> implements Iterator<T> {

    private final Function<T, List<T>> next;
    private Iterator<T> page = List.<T>of().iterator();
    private T last;
    private boolean over;

    /**
     * Begins before the first page.
     *
     * @param next the page after an element, or the first one after null
     */
    Paged(Function<T, List<T>> next) {
        this.next = next;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !over) {
            page = next.apply(last).iterator();
            over = !page.hasNext();
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
