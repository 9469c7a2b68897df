// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

/**
 * A row of a file of leads that was refused.
 *
 * @param line   where it begins in a CSV file; null in JSON
 * @param record which row it is
 * @param reason what is wrong, and the cure
 * @param row    the row as CSV; no spreadsheet runs its cells
 */
public record RefusedRow(Integer line, int record, String field, String reason, String row) {

    /** Leaves out the row. */
    @Override
    public String toString() {
        return "RefusedRow[" + record + "]";
    }
}
