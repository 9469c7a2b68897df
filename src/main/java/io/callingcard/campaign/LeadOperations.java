// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Runs add-leads, map-leads, complete and replay. */
final class LeadOperations {

    private static final Logger LOG = LoggerFactory.getLogger(LeadOperations.class);

    /** Exchange property: a step was skipped in doubt. */
    private static final String SKIPPED = "CamelCampaignSkipped";

    static final CallParameter<CampaignConfiguration> CAMPAIGN =
            CallParameter.option(CampaignConstants.NAME, "campaign", CampaignConfiguration::getCampaign);
    static final CallParameter<CampaignConfiguration> LEAD_KEY = CallParameter.header(CampaignConstants.LEAD_KEY);
    static final CallParameter<CampaignConfiguration> USER = CallParameter.header(CampaignConstants.USER);
    static final CallParameter<CampaignConfiguration> REASON =
            CallParameter.option(CampaignConstants.REASON, "reason", CampaignConfiguration::getReason);
    private static final CallParameter<CampaignConfiguration> DRY_RUN =
            CallParameter.option(CampaignConstants.DRY_RUN, "dryRun", CampaignConfiguration::isDryRun);

    private LeadOperations() {}

    /**
     * Adds the leads of the body: a map, a list, JSON or CSV. When this returns, each lead is stored durably, was known
     * before, or is refused with a reason. The body becomes the count of each. With the header
     * {@link CampaignConstants#DRY_RUN} or the option {@code dryRun} the answer is the same, but nothing is stored.
     */
    static void add(Exchange exchange, CampaignConfiguration configuration) throws InvalidPayloadException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        LeadReader reader = new LeadReader(
                store.campaigns.now(exchange.getContext()).all(),
                store.people,
                CAMPAIGN.text(exchange, configuration),
                configuration.getChannels());
        LeadReader.requireNoLink(exchange.getMessage());
        RecordSource source = RecordSource.of(exchange);
        boolean isDryRun = DRY_RUN.as(Boolean.class, exchange, configuration);
        LeadIntake intake = new LeadIntake(store, source, isDryRun);
        Progress progress = new Progress("leads", 0);
        LeadFlow flow = new LeadFlow(
                () -> LeadReader.records(exchange.getMessage(), configuration.getFormat()),
                configuration.getFormat(),
                UnaryOperator.identity(),
                reader,
                intake);
        while (flow.next()) {
            progress.done(1);
        }
        intake.finish();
        if (intake.hasFreshlyLost()) {
            LOG.warn("{}: {} campaign:report?by=REFUSED shows why.", source.name(), intake.summary());
        } else if (intake.records() > 1) {
            LOG.info("{}: {}", source.name(), intake.summary());
        }
        exchange.getMessage().setBody(intake.counts());
        exchange.getMessage().setHeader(CampaignConstants.COUNT, intake.accepted());
        if (intake.hasRefused()) {
            exchange.getMessage().setHeader(CampaignConstants.REJECTED, intake.rejectedLines());
        } else {
            exchange.getMessage().removeHeader(CampaignConstants.REJECTED);
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

    /**
     * Checks that no step of the flow is missing in the chat. Fails with {@link UnsentStepsException} if a step is not
     * settled yet, so that the lead is retried, or if a step was not sent.
     */
    static CompletionStage<Void> complete(Exchange exchange, CampaignConfiguration configuration) {
        String flow = CAMPAIGN.required(exchange, configuration);
        return CampaignStore.of(configuration, exchange.getContext())
                .ledger
                .unsentSteps(flow, exchange)
                .thenAccept(missing -> complete(exchange, flow, missing));
    }

    private static void complete(Exchange exchange, String flow, List<LedgerStore.UnsentStep> all) {
        Map<String, StepState> open = new LinkedHashMap<>();
        Map<String, StepState> failed = new LinkedHashMap<>();
        exchange.removeProperty(SKIPPED);
        for (LedgerStore.UnsentStep missing : all) {
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

    /** Lets leads that were set aside wait again: one, those of a campaign, or all. */
    static void replay(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String campaign = CAMPAIGN.text(exchange, configuration);
        String key = LEAD_KEY.text(exchange, configuration);
        String user = USER.text(exchange, configuration);
        int replayed = store.database.write(connection -> {
            if (key != null) {
                boolean waits = store.leads.replayOne(connection, key);
                if (waits) {
                    store.ledger.audit(connection, user, "retry", auditName(connection, store, key), null);
                }
                return waits ? 1 : 0;
            }
            int leads = store.leads.replay(connection, campaign);
            if (leads > 0) {
                store.ledger.audit(connection, user, "retry", campaign, leads + (leads == 1 ? " lead" : " leads"));
            }
            return leads;
        });
        exchange.getMessage().setHeader(CampaignConstants.COUNT, (long) replayed);
    }

    /** Sets a waiting lead aside until a person replays it. */
    static void setAside(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String key = LEAD_KEY.required(exchange, configuration);
        String reason = REASON.text(exchange, configuration);
        String user = USER.text(exchange, configuration);
        boolean wasSetAside = store.database.write(connection -> {
            boolean waited = store.leads.setAside(connection, key, reason == null ? "set aside by a person" : reason);
            if (waited) {
                store.ledger.audit(connection, user, "set-aside", auditName(connection, store, key), reason);
            }
            return waited;
        });
        exchange.getMessage().setHeader(CampaignConstants.COUNT, wasSetAside ? 1L : 0L);
    }

    private static String auditName(Connection connection, CampaignStore store, String key) throws SQLException {
        return LeadTable.person(connection, key).map(store.ledger::auditName).orElse(null);
    }
}
