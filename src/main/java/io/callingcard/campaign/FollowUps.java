// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.LedgerStore.UnsentStep;
import io.callingcard.ledger.ReportWriter;

/**
 * The second text of a campaign, sent some time after the welcome, unless the person answers, sends a card or opts out
 * before. Each is a row of the shares with a flow of its own. The row says when it is due; the claim of the step says
 * whether it may be sent.
 */
final class FollowUps {

    private static final String STEP = "follow-up";

    private FollowUps() {}

    /** The flow of the rows of a campaign. The step has the same name, whether it is sent at once or later. */
    static String flow(String campaign) {
        return campaign + "/" + STEP;
    }

    /**
     * Prepares the follow-up of a lead that begins. It is not due yet, but from now on an answer ends it. Returns when that
     * is durable; null if there is nothing to prepare.
     */
    static CompletionStage<?> prepare(CampaignStore store, Exchange exchange, Lead lead, Campaign campaign) {
        if (campaign.followUpAfter() != null && campaign.getFollowUp() == null) {
            throw new RefusedLeadException(
                    "followUpAfter",
                    RefusalReason.NO_TEXT,
                    "has no text in the campaign. Set followUp, or remove followUpAfter.");
        }
        if (!campaign.isFollowUpLater()) {
            return null;
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        return store.ledger.submit(connection -> ShareTable.prepare(
                connection,
                flow(lead.campaign()),
                store.ledger.findOrCreateChat(connection, names),
                lead,
                campaign,
                store.clock.instant()));
    }

    /** The welcome is complete, so the time until the follow-up begins. */
    static void begin(CampaignStore store, Connection connection, String chat, String name, Campaign campaign)
            throws SQLException {
        if (campaign.isFollowUpLater()) {
            ShareTable.begin(connection, flow(name), chat, store.clock.instant().plus(campaign.followUpAfter()));
        }
    }

    /** Sets the body to one message per due follow-up, to be split. Reads a page at a time. */
    static void due(Exchange exchange, CampaignConfiguration configuration) {
        CamelContext context = exchange.getContext();
        Deque<DueSweep> sweeps = new ArrayDeque<>();
        CampaignStore store = CampaignStore.of(configuration, context);
        new TreeMap<>(store.campaigns.now(context).all()).forEach((name, campaign) -> {
            if (campaign.isFollowUpLater()) {
                sweeps.add(new DueSweep(flow(name), Campaign::followUps, null, configuration, context));
            }
        });
        Iterator<ShareTable.Due> due = ReportWriter.pages(last -> page(sweeps));
        exchange.getMessage().setBody(new Mapped<>(due, each -> message(context, each)));
    }

    private static List<ShareTable.Due> page(Deque<DueSweep> sweeps) {
        List<ShareTable.Due> page = List.of();
        while (page.isEmpty() && !sweeps.isEmpty()) {
            page = sweeps.element().page();
            if (page.isEmpty()) {
                sweeps.remove();
            }
        }
        return page;
    }

    private static Message message(CamelContext context, ShareTable.Due due) {
        Message message = DueSweep.message(context, due);
        message.setHeader(CampaignConstants.FOLLOW_UP, due.text());
        return message;
    }

    /** Ends the follow-up in the chat of the exchange, unless its step may still be sent. */
    static CompletionStage<?> end(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String campaign = LeadOperations.CAMPAIGN.required(exchange, configuration);
        ChatNames names = ChatNames.of(exchange, null, store.people);
        return store.ledger.unsentSteps(campaign, exchange).thenCompose(missing -> {
            Optional<UnsentStep> own =
                    missing.stream().filter(step -> step.step().equals(STEP)).findFirst();
            ShareEnd why = own.isEmpty() ? ShareEnd.DONE : why(own.get());
            return why == null
                    ? CompletableFuture.completedFuture(false)
                    : store.ledger.submit(connection -> ShareTable.end(
                            connection,
                            flow(campaign),
                            store.ledger.findOrCreateChat(connection, names),
                            why,
                            store.clock.millis()));
        });
    }

    /** Returns why a step that was not sent for sure ends its row; null if it may still be sent. */
    private static ShareEnd why(UnsentStep step) {
        if (step.wasSkipped()) {
            return ShareEnd.SKIPPED_IN_DOUBT;
        }
        return step.wasTried() ? ShareEnd.NOT_SENT : null;
    }
}
