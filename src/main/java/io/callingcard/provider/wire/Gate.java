package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;

/** Decides when a call may leave. By default at once. */
public interface Gate {

    Gate OPEN = new Gate() {
        @Override
        public <T> Future<T> pass(
                WireRequest request, Supplier<Future<T>> call, Function<Duration, Future<Void>> rest) {
            return call.get();
        }
    };

    /**
     * Makes the call, now or when its turn has come.
     *
     * @param rest waits without a thread; fails when the connections are closed meanwhile
     */
    <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Function<Duration, Future<Void>> rest);
}
