package io.callingcard.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.ReportWriter;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Runs add-leads, map-leads, complete and replay. */
final class LeadOperations {

    private static final Logger LOG = LoggerFactory.getLogger(LeadOperations.class);

    private static final int BATCH = 500;

    /** Exchange property: a step was skipped in doubt. */
    private static final String SKIPPED = "CamelCampaignSkipped";

    static final CallParameter<CampaignConfiguration> CAMPAIGN =
            CallParameter.option(CampaignConstants.NAME, "campaign", CampaignConfiguration::getCampaign);

    private LeadOperations() {}

    /**
     * Adds the leads of the body: a map, a list, JSON or CSV. When this returns, each lead is stored durably, was known
     * before, or is refused with a reason. The body becomes the count of each.
     */
    static void add(Exchange exchange, CampaignConfiguration configuration) throws InvalidPayloadException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        LeadReader reader = new LeadReader(
                exchange.getContext(),
                store.people,
                CAMPAIGN.text(exchange, configuration),
                configuration.getChannels());
        LeadReader.requireNoLink(exchange.getMessage());
        Intake intake = new Intake(store.leads);
        Progress progress = new Progress("leads", 0);
        Iterator<RawLead> records = null;
        while (true) {
            RawLead record;
            try {
                if (records == null) {
                    records = LeadReader.records(exchange.getMessage(), configuration.getFormat());
                }
                if (!records.hasNext()) {
                    break;
                }
                record = records.next();
            } catch (IOException | RuntimeException e) {
                // The start of the next record cannot be found.
                intake.refuse(RawLead.refused(
                        null,
                        "body",
                        "is not " + configuration.getFormat()
                                + " from here on. Set the option format, or mend the body."));
                break;
            }
            progress.done(1);
            try {
                intake.take(reader.read(record));
            } catch (RefusedLeadException e) {
                intake.refuse(new RawLead(record.line(), record.fields(), e));
            }
        }
        intake.keep();
        if (intake.records > 1) {
            LOG.info("{}", intake.summary());
        }
        exchange.getMessage().setBody(intake.counts());
        exchange.getMessage().setHeader(CampaignConstants.COUNT, intake.accepted);
        if (intake.refused == 0) {
            exchange.getMessage().removeHeader(CampaignConstants.REJECTED);
        } else {
            exchange.getMessage().setHeader(CampaignConstants.REJECTED, intake.rejectedLines());
        }
    }

    /** Sets the body to the leads in the records of a CRM, to be split. Stores none of them. */
    static void map(Exchange exchange, CampaignConfiguration configuration)
            throws InvalidPayloadException, IOException {
        String campaign = CAMPAIGN.text(exchange, configuration);
        LeadFields fields = configuration.getFields() == null ? null : LeadFields.of(configuration.getFields());
        LeadReader.requireNoLink(exchange.getMessage());
        Iterator<RawLead> records = LeadReader.records(exchange.getMessage(), configuration.getFormat());
        exchange.getMessage().setBody(new MappedLeads(records, record -> {
            Map<String, Object> lead = fields == null ? new LinkedHashMap<>(record) : fields.lead(record);
            if (campaign != null) {
                lead.put("campaign", campaign);
            }
            return lead;
        }));
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
            shown.put("reason", reason());
            return shown;
        }
    }

    /** Adds leads to the table in batches. */
    private static final class Intake {

        private final LeadTable table;
        private final List<Lead> waiting = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private int records;
        private long accepted;
        private long known;
        private long refused;

        Intake(LeadTable table) {
            this.table = table;
        }

        void take(Lead lead) {
            records++;
            waiting.add(lead);
            if (waiting.size() == BATCH) {
                keep();
            }
        }

        void keep() {
            for (boolean isNew : table.add(waiting)) {
                accepted += isNew ? 1 : 0;
                known += isNew ? 0 : 1;
            }
            waiting.clear();
        }

        void refuse(RawLead record) {
            records++;
            refused++;
            if (refused <= InputLimit.REFUSALS.most()) {
                refusals.add(new Refusal(records, record));
            }
        }

        String summary() {
            String summary = String.format(
                    Locale.ROOT,
                    "%s: %s added, %s known, %s refused.",
                    records == 1 ? "1 record" : records + " records",
                    accepted == 1 ? "1 lead was" : accepted + " leads were",
                    were(known),
                    were(refused));
            return refused == refusals.size()
                    ? summary
                    : summary + " The first " + refusals.size() + " of the refused are shown.";
        }

        private static String were(long count) {
            return count + (count == 1 ? " was" : " were");
        }

        Map<String, Object> counts() {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("accepted", accepted);
            counts.put("known", known);
            counts.put("rejected", refusals.stream().map(Refusal::shown).toList());
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

    /**
     * Checks that no step of the flow is missing in the chat. Fails with {@link UnsentStepsException} if a step is not
     * settled yet, so that the lead is retried, or if a step was not sent.
     */
    static void complete(Exchange exchange, CampaignConfiguration configuration) {
        String flow = CAMPAIGN.required(exchange, configuration);
        Map<String, StepState> open = new LinkedHashMap<>();
        Map<String, StepState> failed = new LinkedHashMap<>();
        exchange.removeProperty(SKIPPED);
        for (LedgerStore.UnsentStep missing :
                CampaignStore.of(configuration, exchange.getContext()).ledger.unsentSteps(flow, exchange)) {
            if (missing.wasSkipped()) {
                exchange.setProperty(SKIPPED, true);
            } else {
                (missing.wasTried() ? failed : open).put(missing.step(), missing.state());
            }
        }
        if (!open.isEmpty()) {
            throw UnsentStepsException.open(flow, open);
        }
        if (!failed.isEmpty()) {
            throw UnsentStepsException.failed(flow, failed, lastFailure(exchange));
        }
    }

    /** Whether {@link #complete} found a step that was skipped although it may have been sent. */
    static boolean hasSkippedDoubts(Exchange exchange) {
        return exchange.getProperty(SKIPPED) != null;
    }

    /** Describes the last failed call of the exchange; empty if none failed. */
    private static String lastFailure(Exchange exchange) {
        String kind = exchange.getMessage().getHeader(CardConstants.ERROR_KIND, String.class);
        String code = exchange.getMessage().getHeader(CardConstants.ERROR_CODE, String.class);
        return kind == null ? "" : "; the last failure was " + kind + (code == null ? "" : " " + code);
    }

    /** Lets leads that were set aside wait again. */
    static void replay(Exchange exchange, CampaignConfiguration configuration) {
        String campaign = CAMPAIGN.text(exchange, configuration);
        int replayed =
                CampaignStore.of(configuration, exchange.getContext()).leads.replay(campaign);
        exchange.getMessage().setHeader(CampaignConstants.COUNT, (long) replayed);
    }
}
