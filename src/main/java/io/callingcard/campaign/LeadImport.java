// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.apache.camel.CamelContext;
import org.apache.camel.InvalidPayloadException;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.ReportWriter;
import io.callingcard.provider.error.InvalidValueException;

/**
 * Takes a file of leads in, a page at a time, as {@code campaign:add-leads} does. A program shows its progress and the rows
 * that were refused. {@link CampaignComponent#importOf} creates one.
 *
 * <p>One thread uses it at a time. Each page is stored durably when {@link #next} returns, so a file that was imported half is
 * imported again: what is known is not added twice.
 */
public final class LeadImport {

    /** How many records are looked at to find the columns. */
    private static final int FIRST = 20;

    private static final int EXAMPLES = 3;

    private final CampaignStore store;
    private final Order order;
    private final byte[] content;
    private final ReportWriter.Format format;
    private final Map<String, String> places;
    private final List<Column> columns;
    private final Campaign campaign;
    private final LeadIntake intake;
    private final LeadFlow flow;
    private final long waitingBefore;

    /**
     * What to import.
     *
     * @param campaign the campaign of all rows
     * @param columns  the column of each field, by the field; a null value is a field without a column. Others are found by
     *                 their names
     * @param agreed   whether all people of the file agreed; then no row needs the field consent
     * @param isDryRun whether to store nothing
     * @param source   what the report of refused records names as the source
     */
    public record Order(String campaign, Map<String, String> columns, boolean agreed, boolean isDryRun, String source) {

        public Order {
            columns = new HashMap<>(columns);
        }
    }

    /**
     * A column of the file.
     *
     * @param field    the field of a lead that it holds; null if it is a further value for the texts
     * @param examples the first values
     */
    public record Column(String name, String field, List<String> examples) {

        /** Leaves out the values. */
        @Override
        public String toString() {
            return "Column[" + field + "]";
        }
    }

    LeadImport(CampaignStore store, CamelContext context, Order order, byte[] content, String channels) {
        this.store = store;
        this.order = order;
        this.content = content;
        Map<String, Campaign> campaigns = store.campaigns.now(context).all();
        campaign = Campaign.named(order.campaign(), campaigns);
        format = format(content);
        Map<String, List<String>> examples = examples();
        places = LeadColumn.guess(examples.keySet(), checked(order.columns(), examples.keySet()));
        columns = columns(examples, places);
        waitingBefore = store.leads.standing(order.campaign()).waiting();
        intake = new LeadIntake(store, new RecordSource(order.source(), null, null, 0), order.isDryRun());
        flow = new LeadFlow(
                this::records,
                format,
                mapping(),
                new LeadReader(campaigns, store.people, order.campaign(), channels),
                intake);
    }

    private static ReportWriter.Format format(byte[] content) {
        for (byte each : content) {
            if (each == '[' || each == '{') {
                return ReportWriter.Format.JSON;
            }
            // The bytes of a mark before UTF-8 are negative.
            if (each > ' ') {
                return ReportWriter.Format.CSV;
            }
        }
        return ReportWriter.Format.CSV;
    }

    /** Returns the first values of each column. */
    private Map<String, List<String>> examples() {
        Map<String, List<String>> examples = new LinkedHashMap<>();
        try {
            Iterator<RawLead> records = records();
            for (int i = 0; i < FIRST && records.hasNext(); i++) {
                records.next().fields().forEach((name, value) -> {
                    if (examples.containsKey(name) || examples.size() < InputLimit.CSV_COLUMNS.most()) {
                        addExample(examples.computeIfAbsent(name, missing -> new ArrayList<>()), value);
                    }
                });
            }
        } catch (IOException | RuntimeException e) {
            // The flow refuses the body with a reason.
        }
        return examples;
    }

    private static void addExample(List<String> examples, Object value) {
        if (value != null && examples.size() < EXAMPLES) {
            String text = value.toString();
            examples.add(text.substring(0, Math.min(text.length(), InputLimit.NAME.most())));
        }
    }

    private static List<Column> columns(Map<String, List<String>> examples, Map<String, String> places) {
        Map<String, String> fields = new HashMap<>();
        places.forEach((field, column) -> fields.put(column, field));
        return examples.entrySet().stream()
                .map(each -> new Column(each.getKey(), fields.get(each.getKey()), each.getValue()))
                .toList();
    }

    private static Map<String, String> checked(Map<String, String> chosen, Set<String> names) {
        chosen.forEach((field, column) -> {
            if (LeadColumn.ofField(field).isEmpty()) {
                throw new InvalidValueException(
                        "columns",
                        "has a field that is unknown. Use "
                                + String.join(
                                        ", ",
                                        List.of(LeadColumn.values()).stream()
                                                .map(LeadColumn::field)
                                                .toList())
                                + ".");
            }
            if (column != null && !names.contains(column)) {
                throw new InvalidValueException(
                        "columns", "names a column that the file does not have. Use a name of its first line.");
            }
        });
        return chosen;
    }

    private Iterator<RawLead> records() throws IOException {
        ByteArrayInputStream stream = new ByteArrayInputStream(content);
        return format == ReportWriter.Format.CSV ? new CsvRows(stream) : new JsonRecords(stream);
    }

    private UnaryOperator<RawLead> mapping() {
        return record -> {
            Map<String, Object> fields = new LinkedHashMap<>(record.fields());
            Map<String, Object> lead = new LinkedHashMap<>();
            places.forEach((field, column) -> lead.put(field, fields.remove(column)));
            // Another column of the name of a field was not chosen for it.
            List.of(LeadColumn.values()).forEach(column -> fields.remove(column.field()));
            fields.forEach(lead::putIfAbsent);
            if (order.agreed()) {
                lead.put(LeadColumn.CONSENT.field(), true);
            }
            return new RawLead(record.line(), lead, record.problem());
        };
    }

    /** Counts the rows without a look at them. */
    public long countRows() {
        long rows = 0;
        try {
            for (Iterator<RawLead> all = records(); all.hasNext(); all.next()) {
                rows++;
            }
        } catch (IOException | RuntimeException e) {
            // The rest is one refusal.
            rows++;
        }
        return rows;
    }

    /**
     * Takes the next rows. When it returns, each is stored durably, or refused.
     *
     * @return false after the last row
     */
    public boolean next(int most) {
        try {
            for (int i = 0; i < most; i++) {
                if (!flow.next()) {
                    intake.finish();
                    return false;
                }
            }
        } catch (InvalidPayloadException e) {
            throw new IllegalStateException("The content is no stream", e);
        }
        intake.flush();
        return true;
    }

    public LeadCounts counts() {
        return intake.importCounts();
    }

    /** Returns the columns of the file, and what each holds. */
    public List<Column> columns() {
        return columns;
    }

    /** Returns the first of the rows that were refused, in their order. */
    public List<RefusedRow> refused(int most) {
        return intake.refused(most);
    }

    /** Returns the refused rows as CSV, with the reason in the first column. */
    public String refusedLines() {
        return intake.rejectedLines();
    }

    /** Returns how many messages the added leads get: the text, the card, and the second text. */
    public long messages() {
        long steps = (campaign.getText() == null ? 0 : 1)
                + (campaign.getCard() == Campaign.CardStep.NONE ? 0 : 1)
                + (campaign.getFollowUp() == null ? 0 : 1);
        return counts().added() * steps;
    }

    /** Returns the last day of the first messages, if nothing fails; null if there is none within ten years. */
    public LocalDate through() {
        long waiting = waitingBefore + counts().added();
        return waiting == 0
                ? null
                : Plan.of(store, order.campaign(), campaign, waiting).lastDay();
    }
}
