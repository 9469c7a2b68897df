// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.card.PhoneMask;

/**
 * A line of ours, by which budgets, pauses and leads are kept: the channel and our number.
 *
 * @param number our number; empty if the provider or the component chooses
 */
record Line(String channel, String number) {

    static Line of(String channel, String number) {
        return new Line(channel, number == null ? "" : number);
    }

    /** Reads what the tables keep. */
    static Line parse(String stored) {
        int colon = stored.indexOf(':');
        return new Line(stored.substring(0, Math.max(0, colon)), stored.substring(colon + 1));
    }

    /** Names the line to a person. */
    String shown() {
        return number.isEmpty() ? channel : toString();
    }

    /** Names the line in a log. */
    String masked() {
        return number.isEmpty() ? channel : channel + ":" + PhoneMask.mask(number);
    }

    /** Writes what the tables keep. */
    @Override
    public String toString() {
        return channel + ":" + number;
    }
}
