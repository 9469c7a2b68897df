package io.callingcard.wa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One lane for each device. Devices are few, and named by the routes. */
final class DeviceLanes {

    private final Map<String, DeviceLane> lanes = new ConcurrentHashMap<>();

    DeviceLane of(String device) {
        return lanes.computeIfAbsent(device, key -> new DeviceLane());
    }
}
