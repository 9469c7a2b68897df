// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.util.Iterator;
import java.util.function.UnaryOperator;

import org.apache.camel.InvalidPayloadException;

import io.callingcard.ledger.ReportWriter;

/** Reads the records of a body one by one, checks each, and hands it to the intake. */
final class LeadFlow {

    /** The records, which are not read yet. */
    @FunctionalInterface
    interface Body {
        Iterator<RawLead> open() throws IOException, InvalidPayloadException;
    }

    private final Body body;
    private final ReportWriter.Format format;
    private final UnaryOperator<RawLead> mapping;
    private final LeadReader reader;
    private final LeadIntake intake;
    private Iterator<RawLead> records;
    private boolean isOver;

    /**
     * Creates a flow.
     *
     * @param body    begins to read; its failure is a refusal of the body
     * @param mapping gives the fields of a record the names of those of a lead
     */
    LeadFlow(
            Body body,
            ReportWriter.Format format,
            UnaryOperator<RawLead> mapping,
            LeadReader reader,
            LeadIntake intake) {
        this.body = body;
        this.format = format;
        this.mapping = mapping;
        this.reader = reader;
        this.intake = intake;
    }

    /** Takes the next record. Returns false if there is none. */
    boolean next() throws InvalidPayloadException {
        RawLead record = isOver ? null : record();
        if (record == null) {
            isOver = true;
            return false;
        }
        RawLead mapped = mapping.apply(record);
        try {
            intake.take(record, mapped, reader.read(mapped));
        } catch (RefusedLeadException e) {
            intake.refuse(new RawLead(record.line(), record.fields(), e));
        }
        return true;
    }

    private RawLead record() throws InvalidPayloadException {
        try {
            if (records == null) {
                records = body.open();
            }
            return records.hasNext() ? records.next() : null;
        } catch (IOException | RuntimeException e) {
            // The start of the next record cannot be found.
            isOver = true;
            intake.refuse(RawLead.refused(
                    null,
                    "body",
                    RefusalReason.UNREADABLE,
                    "is not " + format + " from here on. Set the option format, or mend the body."));
            return null;
        }
    }
}
