package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;

/** Decides when a call may leave. By default at once. */
@FunctionalInterface
public interface Gate {

    Gate OPEN = (request, call, rest) -> call.get();

    /**
     * Makes the call, now or when its turn has come.
     *
     * @param rest waits without a thread; fails when the connections are closed meanwhile
     */
    Future<WireResponse> pass(
            WireRequest request, Supplier<Future<WireResponse>> call, Function<Duration, Future<Void>> rest);
}
