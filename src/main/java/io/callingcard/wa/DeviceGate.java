package io.callingcard.wa;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;

import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Gate;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

/** Lets the messages of one device out one after the other, or as the endpoint's options allow. */
final class DeviceGate implements Gate {

    private final WaConfiguration configuration;

    DeviceGate(WaConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Future<WireResponse> pass(
            WireRequest request, Supplier<Future<WireResponse>> call, Function<Duration, Future<Void>> rest) {
        if (request.effect() != Effect.LASTING) {
            return call.get();
        }
        Duration interval = Duration.ofMillis(configuration.getMinInterval());
        return configuration.lane().pass(new DeviceLane.Turn(configuration.getMaxInFlight(), interval, call, rest));
    }
}
