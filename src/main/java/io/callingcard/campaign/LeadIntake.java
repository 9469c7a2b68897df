// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.ReportWriter;

/** Takes the records of one body in, in batches, and counts what became of each. A dry run stores nothing. */
final class LeadIntake {

    private static final int BATCH = 500;
    private static final int LONGEST_ROW = 300;

    private final CampaignStore store;
    private final RecordSource source;
    private final boolean isDryRun;

    /** Whether records of this source were refused before, and may be mended now. */
    private final boolean hasRefusedBefore;

    private final SeenKeys seen = new SeenKeys();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Map<String, Object>> warnings = new ArrayList<>();
    private int records;
    private long accepted;
    private long known;
    private long refused;
    private long optedOut;
    private int freshlyLost;

    LeadIntake(CampaignStore store, RecordSource source, boolean isDryRun) {
        this.store = store;
        this.source = source;
        this.isDryRun = isDryRun;
        this.hasRefusedBefore = !isDryRun && store.refusals.has(source.name());
    }

    /**
     * A lead that is not stored yet.
     *
     * @param typed the record as it was read
     * @param raw   the same with the names of the fields of a lead
     */
    private record Waiting(int record, RawLead typed, RawLead raw, Lead lead) {}

    /**
     * A refused record.
     *
     * @param record which of the body's records it is
     * @param isLead whether it is kept as a lead, because only its person opted out
     */
    private record Refusal(int record, RawLead raw, boolean isLead) {

        String reason() {
            String reason = raw.problem().getMessage();
            return raw.line() == null ? reason : "line " + raw.line() + ": " + reason;
        }

        Map<String, Object> shown() {
            Map<String, Object> shown = place(record, raw, raw.problem().getField());
            shown.put("reason", reason());
            return shown;
        }
    }

    private static Map<String, Object> place(int record, RawLead raw, String field) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("record", record);
        if (raw.line() != null) {
            place.put("line", raw.line());
        }
        place.put("field", field);
        return place;
    }

    void take(RawLead typed, RawLead raw, Lead lead) {
        records++;
        if (store.people.rules().takesUnassigned()
                && lead.phone().startsWith("+")
                && !PhoneNumbers.isAssigned(lead.phone())
                && warnings.size() < InputLimit.REFUSALS.most()) {
            Map<String, Object> warning = place(records, raw, "phone");
            warning.put(
                    "warning",
                    "phone: is outside the number ranges of its country. It is taken, because "
                            + PhoneNumbers.Rules.UNASSIGNED_NUMBERS + " is warn.");
            warnings.add(warning);
        }
        waiting.add(new Waiting(records, typed, raw, lead));
        if (waiting.size() == BATCH) {
            flush();
        }
    }

    void refuse(RawLead record) {
        records++;
        refuse(new Refusal(records, record, false));
    }

    private void refuse(Refusal refusal) {
        refused++;
        if (refused <= InputLimit.REFUSALS.most()) {
            refusals.add(refusal);
        }
    }

    /** Stores what waits. When this returns, each lead is stored durably, and each refusal too. */
    void finish() {
        flush();
        refusals.sort(Comparator.comparingInt(Refusal::record));
        List<RefusalTable.Refused> lost = refusals.stream()
                .filter(refusal -> !refusal.isLead())
                .map(refusal -> new RefusalTable.Refused(
                        source.place(refusal.raw(), refusal.record(), store.clock.instant()),
                        LeadReader.hashOf(refusal.raw(), store),
                        source.origin(refusal.raw(), refusal.record()),
                        refusal.raw().problem()))
                .toList();
        if (!isDryRun && !lost.isEmpty()) {
            freshlyLost = store.refusals.keep(source.name(), lost);
        }
    }

    /** Stores the leads that wait. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<LeadTable.Entry> entries = isDryRun
                ? store.leads.preview(waiting.stream().map(Waiting::lead).toList(), seen)
                : store.leads.add(waiting.stream().map(this::arrival).toList());
        List<String> mended = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Waiting each = waiting.get(i);
            switch (entries.get(i)) {
                case NEW -> accepted++;
                case KNOWN -> known++;
                case OPTED_OUT -> {
                    optedOut++;
                    refuse(new Refusal(each.record(), optedOut(each), true));
                }
            }
            if (hasRefusedBefore && source.hasOwnName(each.raw())) {
                mended.add(source.place(each.raw(), each.record(), null));
            }
        }
        if (!mended.isEmpty()) {
            store.refusals.mended(source.name(), mended);
        }
        waiting.clear();
    }

    private LeadTable.Arrival arrival(Waiting each) {
        return new LeadTable.Arrival(each.lead(), source.origin(each.raw(), each.record()));
    }

    private RawLead optedOut(Waiting each) {
        String reason = store.optOuts
                .find(each.lead().phone())
                .map(OptOuts.OptOut::reason)
                .orElse("opted out");
        return new RawLead(
                each.typed().line(),
                each.typed().fields(),
                new RefusedLeadException(
                        "phone",
                        RefusalReason.OPTED_OUT,
                        "is of a person who " + reason + ". Nothing is sent; the lead " + (isDryRun ? "would be" : "is")
                                + " kept as " + LeadState.REFUSED_OPT_OUT + "."));
    }

    int records() {
        return records;
    }

    long accepted() {
        return accepted;
    }

    /** Whether records were refused that were not refused before, as those of a table that is read again were. */
    boolean hasFreshlyLost() {
        return freshlyLost > 0;
    }

    boolean hasRefused() {
        return refused > 0;
    }

    String summary() {
        String summary = String.format(
                Locale.ROOT,
                isDryRun ? "%s: %s would be added, %s known, %s refused." : "%s: %s added, %s known, %s refused.",
                records == 1 ? "1 record" : records + " records",
                isDryRun ? leads() : leads() + (accepted == 1 ? " was" : " were"),
                were(known),
                were(refused));
        return refused == refusals.size()
                ? summary
                : summary + " The first " + refusals.size() + " of the refused are shown.";
    }

    private String leads() {
        return accepted == 1 ? "1 lead" : accepted + " leads";
    }

    private String were(long count) {
        String one = isDryRun ? " is" : " was";
        String several = isDryRun ? " are" : " were";
        return count + (count == 1 ? one : several);
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        if (isDryRun) {
            counts.put("dry_run", true);
        }
        counts.put("accepted", accepted);
        counts.put("known", known);
        counts.put("refused", refusals.stream().map(Refusal::shown).toList());
        if (!warnings.isEmpty()) {
            counts.put("warnings", warnings);
        }
        counts.put("summary", summary());
        return counts;
    }

    LeadCounts importCounts() {
        return new LeadCounts(records, accepted, known, refused - optedOut, optedOut);
    }

    /** Returns the first refusals, in the order of the records. */
    List<RefusedRow> refused(int most) {
        return refusals.stream()
                .limit(most)
                .map(refusal -> new RefusedRow(
                        refusal.raw().line(),
                        refusal.record(),
                        refusal.raw().problem().getField(),
                        refusal.raw().problem().getMessage(),
                        row(refusal.raw())))
                .toList();
    }

    private static String row(RawLead raw) {
        String row = ReportWriter.rows(Stream.of(new ArrayList<>(raw.fields().values())))
                .strip();
        return row.substring(0, Math.min(row.length(), LONGEST_ROW));
    }

    /** CSV with the reason in the first column. The other columns are the fields of the refused records. */
    String rejectedLines() {
        Set<String> names = new LinkedHashSet<>();
        for (Refusal refusal : refusals) {
            refusal.raw().fields().keySet().stream()
                    .limit(InputLimit.CSV_COLUMNS.most())
                    .filter(name -> names.size() < InputLimit.CSV_COLUMNS.most() || names.contains(name))
                    .forEach(names::add);
        }
        names.remove(RawLead.REASON_COLUMN);
        List<Object> head = new ArrayList<>(names);
        head.add(0, RawLead.REASON_COLUMN);
        Stream<List<Object>> rows = refusals.stream().map(refusal -> {
            List<Object> row = new ArrayList<>(List.of(refusal.reason()));
            names.forEach(name -> row.add(refusal.raw().fields().get(name)));
            return row;
        });
        return ReportWriter.rows(Stream.concat(Stream.of(head), rows));
    }
}
