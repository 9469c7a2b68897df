// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Iterator;
import java.util.function.Function;

/** Maps the elements of another iterator when they are asked for. */
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
