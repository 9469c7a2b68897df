package io.callingcard.campaign;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Runs add-leads, map-leads, complete and replay. */
final class LeadOperations {

    private static final int BATCH = 500;

    static final CallParameter<CampaignConfiguration> CAMPAIGN =
            CallParameter.option(CampaignConstants.NAME, "campaign", CampaignConfiguration::getCampaign);

    private LeadOperations() {}

    /**
     * Adds the leads of the body: a map, a list, JSON or CSV. When this returns, each lead is stored durably, was known
     * before, or is refused with a reason. The body becomes the count of each.
     */
    static void add(Exchange exchange, CampaignConfiguration configuration) throws InvalidPayloadException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        LeadReader reader = new LeadReader(exchange.getContext(), store.people, CAMPAIGN.text(exchange, configuration));
        Intake intake = new Intake(store.leads);
        Progress progress = new Progress("leads", 0);
        Iterator<Map<String, Object>> records = null;
        for (int number = 1; ; number++) {
            Map<String, Object> record;
            try {
                if (records == null) {
                    records = LeadReader.records(exchange.getMessage(), configuration.getFormat());
                }
                if (!records.hasNext()) {
                    break;
                }
                record = records.next();
            } catch (IOException | RuntimeException e) {
                // The parser cannot find the start of the next record.
                intake.refuse(
                        number,
                        Map.of(),
                        "body: is not " + configuration.getFormat()
                                + " from here on. Set the option format, or mend the body.");
                break;
            }
            progress.done(1);
            try {
                intake.take(reader.read(record));
            } catch (RefusedLeadException e) {
                intake.refuse(number, record, e.getMessage());
            }
        }
        intake.keep();
        exchange.getMessage().setBody(intake.counts());
        exchange.getMessage().setHeader(CampaignConstants.COUNT, intake.accepted);
        if (intake.refusals.isEmpty()) {
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
        Iterator<Map<String, Object>> records = LeadReader.records(exchange.getMessage(), configuration.getFormat());
        exchange.getMessage().setBody(new Mapped<>(records, record -> {
            Map<String, Object> lead = fields == null ? new LinkedHashMap<>(record) : fields.lead(record);
            if (campaign != null) {
                lead.put("campaign", campaign);
            }
            return lead;
        }));
    }

    /** A refused record. */
    private record Refusal(int record, String reason, Map<String, Object> fields) {}

    /** Adds leads to the table in batches. */
    private static final class Intake {

        private final LeadTable table;
        private final List<Lead> waiting = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private long accepted;
        private long known;

        Intake(LeadTable table) {
            this.table = table;
        }

        void take(Lead lead) {
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

        void refuse(int record, Map<String, Object> fields, String reason) {
            refusals.add(new Refusal(record, reason, fields));
        }

        Map<String, Object> counts() {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("accepted", accepted);
            counts.put("known", known);
            List<Map<String, Object>> rejected = new ArrayList<>();
            refusals.forEach(refusal -> rejected.add(Map.of("record", refusal.record(), "reason", refusal.reason())));
            counts.put("rejected", rejected);
            return counts;
        }

        /** CSV with the reason in the first column. The other columns are those of the first record. */
        String rejectedLines() {
            StringWriter lines = new StringWriter();
            try (var writer = new CsvMapper().writer().writeValues(lines)) {
                List<String> names = new ArrayList<>(refusals.get(0).fields().keySet());
                List<Object> head = new ArrayList<>(List.of("rejected_because"));
                head.addAll(names);
                writer.write(head);
                for (Refusal refusal : refusals) {
                    List<Object> line = new ArrayList<>(List.of(refusal.reason()));
                    names.forEach(name -> line.add(refusal.fields().get(name)));
                    writer.write(line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return lines.toString();
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
        for (LedgerStore.UnsentStep missing :
                CampaignStore.of(configuration, exchange.getContext()).ledger.unsentSteps(flow, exchange)) {
            (missing.wasTried() ? failed : open).put(missing.step(), missing.state());
        }
        if (!open.isEmpty()) {
            throw UnsentStepsException.open(flow, open);
        }
        if (!failed.isEmpty()) {
            throw UnsentStepsException.failed(flow, failed, lastFailure(exchange));
        }
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
