package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.ReportWriter;

/** Takes the records of one body in, in batches, and counts what became of each. A dry run stores nothing. */
final class LeadIntake {

    private static final int BATCH = 500;

    private final LeadTable table;
    private final boolean isDryRun;
    private final Set<String> seen = new HashSet<>();
    private final List<Lead> waiting = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int records;
    private long accepted;
    private long known;
    private long refused;

    LeadIntake(LeadTable table, boolean isDryRun) {
        this.table = table;
        this.isDryRun = isDryRun;
    }

    /** A refused record, and which of the body's records it is. */
    private record Refusal(int record, RawLead raw) {

        String reason() {
            String reason = raw.problem().getMessage();
            return raw.line() == null ? reason : "line " + raw.line() + ": " + reason;
        }

        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("record", record);
            if (raw.line() != null) {
                shown.put("line", raw.line());
            }
            shown.put("field", raw.problem().getField());
            shown.put("reason", reason());
            return shown;
        }
    }

    void take(Lead lead) {
        records++;
        waiting.add(lead);
        if (waiting.size() == BATCH) {
            flush();
        }
    }

    void refuse(RawLead record) {
        records++;
        refused++;
        if (refused <= InputLimit.REFUSALS.most()) {
            refusals.add(new Refusal(records, record));
        }
    }

    /** Stores what waits. After the last record, when this returns, each lead is stored durably. */
    void flush() {
        for (boolean isNew : isDryRun ? table.areNew(waiting, seen) : table.add(waiting)) {
            accepted += isNew ? 1 : 0;
            known += isNew ? 0 : 1;
        }
        waiting.clear();
    }

    int records() {
        return records;
    }

    long accepted() {
        return accepted;
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
        return count + (isDryRun ? count == 1 ? " is" : " are" : count == 1 ? " was" : " were");
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        if (isDryRun) {
            counts.put("dry_run", true);
        }
        counts.put("accepted", accepted);
        counts.put("known", known);
        counts.put("refused", refusals.stream().map(Refusal::shown).toList());
        counts.put("summary", summary());
        return counts;
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
