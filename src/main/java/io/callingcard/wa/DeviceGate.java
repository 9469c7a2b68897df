// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.function.Supplier;

import io.vertx.core.Future;

import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Rest;
import io.callingcard.provider.wire.WireRequest;

/** Sends the messages of one device one after the other, or as the options of the endpoint allow. */
final class DeviceGate implements ProviderClient.Gate {

    private final DeviceLane lane;
    private final int most;
    private final Duration interval;

    DeviceGate(WaConfiguration configuration) {
        this.lane = configuration.lane();
        this.most = configuration.getMaxInFlight();
        this.interval = Duration.ofMillis(configuration.getMinInterval());
    }

    @Override
    public <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Rest rest) {
        return request.effect() == Effect.LASTING
                ? lane.pass(new DeviceLane.Turn<>(most, interval, call, rest))
                : call.get();
    }
}
