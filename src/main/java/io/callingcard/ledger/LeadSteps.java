package io.callingcard.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Takes leads in, and says when one is done with. */
final class LeadSteps {

    private static final int BATCH = 500;
    /** The steps of a flow that were not sent, and of which nobody has decided to leave it at that. */
    private static final String UNDONE = "SELECT claim_key, step, state FROM callingcard_claim WHERE " + StepKey.IN_CHAT
            + " AND flow = ? AND state <> " + StepState.SENT.ordinal()
            + " AND (decision IS NULL OR decision <> " + Decision.SKIP.ordinal() + ") ORDER BY claim_key";

    private static final CallParameter<LedgerConfiguration> CAMPAIGN =
            CallParameter.option(LedgerConstants.CAMPAIGN, "campaign", LedgerConfiguration::getCampaign);

    private LeadSteps() {}

    /**
     * Keeps the leads of the body: a map, a list, or JSON or CSV. When this is through, each is kept durably, was there
     * before, or is refused with a reason; the body becomes the count of each.
     */
    static void add(Exchange exchange, LedgerEndpoint endpoint) throws InvalidPayloadException {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        Store store = endpoint.ledger().store();
        LeadReader reader = new LeadReader(endpoint, store.people, CAMPAIGN.text(exchange, configuration));
        Object body = exchange.getMessage().getBody();
        InputStream stream = isData(body) ? null : exchange.getMessage().getMandatoryBody(InputStream.class);
        Intake intake = new Intake(store.leads);
        Progress progress = new Progress("leads", 0);
        Iterator<Map<String, Object>> records = null;
        for (int number = 1; ; number++) {
            Map<String, Object> record;
            try {
                if (records == null) {
                    records = LeadReader.records(body, stream, configuration.getFormat());
                }
                if (!records.hasNext()) {
                    break;
                }
                record = records.next();
            } catch (IOException | RuntimeException e) {
                // What comes after it cannot be told from it.
                intake.refuse(
                        number, Map.of(), "body: cannot be read as " + configuration.getFormat() + " from here on");
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
        exchange.getMessage().setHeader(LedgerConstants.COUNT, intake.accepted);
        if (intake.refusals.isEmpty()) {
            exchange.getMessage().removeHeader(LedgerConstants.REJECTED);
        } else {
            exchange.getMessage().setHeader(LedgerConstants.REJECTED, intake.rejectedLines());
        }
    }

    /** The body becomes the leads in the records of a CRM, one after the other, to be split; none of them is kept. */
    static void map(Exchange exchange, LedgerEndpoint endpoint) throws InvalidPayloadException, IOException {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        String campaign = CAMPAIGN.text(exchange, configuration);
        LeadFields fields = configuration.getFields() == null ? null : LeadFields.of(configuration.getFields());
        Object body = exchange.getMessage().getBody();
        InputStream stream = isData(body) ? null : exchange.getMessage().getMandatoryBody(InputStream.class);
        Iterator<Map<String, Object>> records = LeadReader.records(body, stream, configuration.getFormat());
        exchange.getMessage().setBody(new Mapped<>(records, record -> {
            Map<String, Object> lead = fields == null ? new LinkedHashMap<>(record) : fields.lead(record);
            if (campaign != null) {
                lead.put("campaign", campaign);
            }
            return lead;
        }));
    }

    private static boolean isData(Object body) {
        return body instanceof Map<?, ?> || body instanceof Iterable<?> || body instanceof Iterator<?>;
    }

    /** A record that is not taken. */
    private record Refusal(int record, String reason, Map<String, Object> said) {}

    /** Leads on their way into the table, some at once. */
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

        void refuse(int record, Map<String, Object> said, String reason) {
            refusals.add(new Refusal(record, reason, said));
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

        /** Each with the reason in front; the names are those of the first. */
        String rejectedLines() {
            StringWriter lines = new StringWriter();
            try (var writer = new CsvMapper().writer().writeValues(lines)) {
                List<String> names = new ArrayList<>(refusals.get(0).said().keySet());
                List<Object> head = new ArrayList<>(List.of("rejected_because"));
                head.addAll(names);
                writer.write(head);
                for (Refusal refusal : refusals) {
                    List<Object> line = new ArrayList<>(List.of(refusal.reason()));
                    names.forEach(name -> line.add(refusal.said().get(name)));
                    writer.write(line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return lines.toString();
        }
    }

    /**
     * Says whether all steps of a flow in the chat are done with. What is still open makes the exchange fail with {@link
     * StepsOpenException}, so that the lead comes again; what was not sent with {@link StepsFailedException}.
     */
    static void complete(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        String flow = CAMPAIGN.required(exchange, endpoint.getConfiguration());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        Set<String> unsent = Claims.unsent(exchange);
        Map<String, StepState> open = new LinkedHashMap<>();
        Map<String, StepState> failed = new LinkedHashMap<>();
        store.database.write(connection -> {
            String chat =
                    store.chats.of(connection, names, store.clock.millis()).chat();
            try (PreparedStatement statement = connection.prepareStatement(UNDONE)) {
                StepKey.inChat(statement, 1, chat);
                statement.setString(4, flow);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        boolean isInVain = unsent.contains(row.getString(1));
                        (isInVain ? failed : open).put(row.getString(2), StepState.of(row.getInt(3)));
                    }
                }
            }
            return null;
        });
        if (!open.isEmpty()) {
            throw new StepsOpenException(flow, open);
        }
        if (!failed.isEmpty()) {
            throw new StepsFailedException(flow, failed, lastFailure(exchange));
        }
    }

    /** What the components said of the last call that failed, if one did. */
    private static String lastFailure(Exchange exchange) {
        String kind = exchange.getMessage().getHeader(CardConstants.ERROR_KIND, String.class);
        String code = exchange.getMessage().getHeader(CardConstants.ERROR_CODE, String.class);
        return kind == null ? "" : "; the last failure was " + kind + (code == null ? "" : " " + code);
    }

    /** Leads that were put aside wait again. */
    static void replay(Exchange exchange, LedgerEndpoint endpoint) {
        String campaign = CAMPAIGN.text(exchange, endpoint.getConfiguration());
        int replayed = endpoint.ledger().store().leads.replay(campaign);
        exchange.getMessage().setHeader(LedgerConstants.COUNT, (long) replayed);
    }
}
