// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.function.Supplier;

import io.vertx.core.Future;
import org.apache.camel.CamelContext;

import io.callingcard.provider.claim.LineDrive;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;
import io.callingcard.provider.wire.WireRequest;

/** Sends the messages of one device one after the other, or as the options of the endpoint allow. */
final class DeviceGate implements ProviderClient.Gate {

    private final DeviceLane lane;
    private final int most;
    private final Duration interval;
    private final LineDrive drive;

    DeviceGate(WaConfiguration configuration, CamelContext context) {
        this.lane = configuration.lane();
        this.most = configuration.getMaxInFlight();
        this.interval = Duration.ofMillis(configuration.getMinInterval());
        // Two devices without an id, at two gateways, count as one line: a campaign cannot tell them apart either.
        String device = configuration.getDeviceId() == null ? "" : configuration.getDeviceId();
        this.drive = LineDrive.of(
                context,
                WaConfiguration.SCHEME + ":" + device,
                new LineDrive.Handover(interval, Duration.ofMillis(configuration.getRequestTimeout())));
    }

    @Override
    public <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Wire wire) {
        return request.effect() == Effect.LASTING
                ? lane.pass(new DeviceLane.Turn<>(most, interval, call, wire, drive))
                : call.get();
    }

    @Override
    public boolean mayLeave(WireRequest request) {
        return request.effect() != Effect.LASTING || drive.mayLeave();
    }
}
