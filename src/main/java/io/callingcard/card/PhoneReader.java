package io.callingcard.card;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Body;

/** Reads numbers as people type them, as a step of a route that has no Java. */
public class PhoneReader {

    private String defaultRegion;

    /** The region of numbers without a country code, as two letters. */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    /** What is known of a number: E.164, region, type, time zones, and the extension if it has one. */
    public Map<String, Object> read(@Body String typed) {
        if (typed == null || typed.isBlank()) {
            throw new IllegalArgumentException("body: is empty; it must be the number");
        }
        PhoneNumber number = PhoneNumbers.parse(typed.strip(), defaultRegion);
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("e164", number.e164());
        if (number.extension() != null) {
            known.put("extension", number.extension());
        }
        known.put("region", number.region());
        known.put("type", number.type().name());
        known.put("time_zones", number.timeZones().stream().map(ZoneId::getId).toList());
        return known;
    }
}
