// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;

/**
 * A record that was refused, as a report shows it.
 *
 * @param source  the route that read it
 * @param record  where the source has it, such as {@code id 17}
 * @param times   how often it was refused
 */
record RefusalRecord(
        String source, String record, String field, String reason, int times, Instant firstAt, Instant lastAt) {

    @Override
    public String toString() {
        return source + ": " + record + ": " + reason;
    }
}
