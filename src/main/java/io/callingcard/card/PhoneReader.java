// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Body;
import org.apache.camel.CamelContext;

/** Reads phone numbers in any form. Routes without Java use it as a bean. */
public class PhoneReader {

    private String defaultRegion;

    /** Sets the two-letter region of numbers without a country code. Default: {@code callingcard.default-region}. */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    /** Returns the E.164 form, region, type, time zones, and the extension when there is one. */
    public Map<String, Object> read(@Body String typed, CamelContext context) {
        if (typed == null || typed.isBlank()) {
            throw PhoneProblem.EMPTY.at("body");
        }
        PhoneNumbers.PhoneNumber number =
                PhoneNumbers.Rules.of(context, defaultRegion).parse(typed.strip());
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
