// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Instant;

/**
 * What a person did to the ledger.
 *
 * @param user    who: a user of the console, or command
 * @param action  what, such as resolve
 * @param target  to whom or what: a masked number, a line or a campaign; null for all
 * @param details more about it, or null
 */
record AuditRecord(Instant at, String user, String action, String target, String details) {

    /** Leaves out the target. */
    @Override
    public String toString() {
        return "AuditRecord[" + action + "]";
    }
}
