// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps records to leads when they are asked for. Leaves out those that cannot be read, logs why, and fails after the last
 * record, so that the source keeps what was left out: a file moves to the failed ones, a webhook is answered with an error.
 */
final class MappedLeads implements Iterator<Map<String, Object>> {

    private static final Logger LOG = LoggerFactory.getLogger(MappedLeads.class);

    private final Iterator<RawLead> records;
    private final UnaryOperator<Map<String, Object>> mapping;
    private long count;
    private long leftOut;
    private Map<String, Object> next;

    MappedLeads(Iterator<RawLead> records, UnaryOperator<Map<String, Object>> mapping) {
        this.records = records;
        this.mapping = mapping;
    }

    @Override
    public boolean hasNext() {
        while (next == null && records.hasNext()) {
            next = mapped(records.next());
        }
        if (next == null && leftOut > 0) {
            throw new RefusedLeadException(
                    "body",
                    RefusalReason.UNREADABLE,
                    "has " + leftOut + " of " + count
                            + " records that cannot be read. The log names each. The others were" + " taken.");
        }
        return next != null;
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Map<String, Object> lead = next;
        next = null;
        return lead;
    }

    private Map<String, Object> mapped(RawLead record) {
        count++;
        RefusedLeadException problem = record.problem();
        if (problem == null) {
            try {
                return mapping.apply(record.fields());
            } catch (RuntimeException | StackOverflowError e) {
                // The message may quote the record.
                problem = new RefusedLeadException(
                        "record",
                        RefusalReason.UNREADABLE,
                        "cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        }
        String place = record.line() == null ? "Record " + count : "Line " + record.line();
        leftOut++;
        LOG.warn("{} is left out: {}", place, problem.getMessage());
        return null;
    }
}
