// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;
import java.util.Comparator;

/**
 * A line and the node that drives it. Times are those of the database.
 *
 * @param line       the channel and our number; null for a node that drives no line, and for leads that any line may take
 * @param node       the name of the node, and a part that is new with each start; null if no node drives the line
 * @param since      since when it drives the line
 * @param leaseUntil until when it drives the line, unless it renews the lease
 * @param freeAt     when the first message may be sent after the line was handed over; null if it may be sent now
 * @param sending    how many messages may be on their way
 * @param waiting    how many leads wait for the line, of the first 100,000
 */
record DriverRecord(
        String line, String node, Instant since, Instant leaseUntil, Instant freeAt, long sending, long waiting) {

    static final Comparator<DriverRecord> BY_LINE = Comparator.comparing(
                    DriverRecord::line, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(DriverRecord::node, Comparator.nullsLast(Comparator.naturalOrder()));
}
