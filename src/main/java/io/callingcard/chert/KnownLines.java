// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.callingcard.chert.model.PhoneLine;

/** The ids of the lines of our accounts. A line keeps its id. */
final class KnownLines {

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** Returns the id of the line with a number; null if it is not known. */
    String id(String account, String number) {
        return ids.get(account + " " + number);
    }

    void learn(String account, PhoneLine[] lines) {
        for (PhoneLine line : lines) {
            ids.put(account + " " + line.phoneNumber(), line.phoneLineId());
        }
    }
}
