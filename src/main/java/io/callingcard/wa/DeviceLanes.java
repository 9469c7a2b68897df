package io.callingcard.wa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One lane for each device. The routes name the devices, so there are few. */
final class DeviceLanes {

    private record Device(String baseUrl, String deviceId) {}

    private final Map<Device, DeviceLane> lanes = new ConcurrentHashMap<>();

    DeviceLane of(String baseUrl, String deviceId) {
        return lanes.computeIfAbsent(new Device(baseUrl, deviceId), key -> new DeviceLane());
    }

    int waiting() {
        return lanes.values().stream().mapToInt(DeviceLane::waiting).sum();
    }
}
