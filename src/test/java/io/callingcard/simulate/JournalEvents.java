// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;

/** Makes single events of a journal. */
final class JournalEvents {

    private JournalEvents() {}

    static JournalEvent received(String person, Instant at, String kind) {
        return new JournalEvent(
                at,
                "received",
                person,
                null,
                "chert",
                "+12025550100",
                null,
                kind,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
