package io.callingcard.ledger;

import java.util.Iterator;
import java.util.function.Function;

/** The elements of another iterator as something else. */
record Mapped<F, T>(Iterator<F> source, Function<F, T> mapping) implements Iterator<T> {

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public T next() {
        return mapping.apply(source.next());
    }
}
