// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Map;

/**
 * A record that is to become a lead, as it was read.
 *
 * @param line    where it starts in a CSV file; null in other formats
 * @param problem why it cannot become a lead; null if nothing is known against it
 */
record RawLead(Integer line, Map<String, Object> fields, RefusedLeadException problem) {

    /** The column of rejected lines that has the reason. It is no field of a lead when the lines are read again. */
    static final String REASON_COLUMN = "rejected_because";

    static RawLead of(Integer line, Map<String, Object> fields) {
        return new RawLead(line, fields, null);
    }

    static RawLead refused(Integer line, String field, RefusalReason code, String reason) {
        return new RawLead(line, Map.of(), new RefusedLeadException(field, code, reason));
    }

    @Override
    public String toString() {
        return "RawLead[" + line + "]";
    }
}
