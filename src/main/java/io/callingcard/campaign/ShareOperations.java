// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.ProviderException;

/** Runs enrol, due, read-due, postpone-share, end-share, pause-line and resume-line: offers a card repeatedly until it is enough. */
final class ShareOperations {

    private static final CallParameter<CampaignConfiguration> UNTIL = CallParameter.header(CampaignConstants.UNTIL);

    private ShareOperations() {}

    private static String flow(CampaignConfiguration configuration) {
        String flow = configuration.getFlow();
        if (flow == null) {
            throw new IllegalArgumentException("flow: is missing. Name the flow, such as flow=daily-share.");
        }
        return flow;
    }

    /**
     * Adds the chat to a flow, unless its campaign does not share or the person opted out. If the campaign has a later
     * follow-up, the time until it begins.
     */
    static CompletionStage<?> enrol(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String flow = flow(configuration);
        String name = LeadOperations.CAMPAIGN.required(exchange, configuration);
        Campaign campaign = store.campaigns.last(exchange.getContext()).named(name);
        ChatNames names = ChatNames.of(exchange, null, store.people);
        boolean isShared = campaign.isSharedBy(names.provider());
        if (!isShared && !campaign.isFollowUpLater()) {
            return null;
        }
        Lead lead = exchange.getMessage().getHeader(CampaignConstants.LEAD, Lead.class);
        String zone = lead == null ? null : lead.timeZone();
        return store.ledger.submit(connection -> {
            if (names.address() != null
                    && store.optOuts.find(connection, names.address()).isPresent()) {
                return false;
            }
            String chat = store.ledger.findOrCreateChat(connection, names);
            FollowUps.begin(store, connection, chat, name, campaign);
            Duration every = campaign.shareEvery(names.provider());
            return isShared
                    && ShareTable.enrol(connection, flow, chat, name, campaign, every, zone, store.clock.instant());
        });
    }

    /** Sets the body to one message per due chat, to be split. Reads a page at a time. */
    static void due(Exchange exchange, CampaignConfiguration configuration) {
        CamelContext context = exchange.getContext();
        DueSweep sweep =
                new DueSweep(flow(configuration), Campaign::shares, configuration.getOnce(), configuration, context);
        exchange.getMessage().setBody(new Mapped<>(sweep.chats(), due -> message(context, due, sweep)));
    }

    private static Message message(CamelContext context, ShareTable.Due due, DueSweep sweep) {
        Message message = DueSweep.message(context, due);
        describe(message, sweep.campaign(due));
        String key = sweep.claimKey(due);
        if (key != null) {
            message.setHeader(LedgerConstants.CLAIM_KEY, key);
        }
        return message;
    }

    private static void describe(Message message, Campaign campaign) {
        message.setHeader(CampaignConstants.CARD_ACTION, campaign.getShareAs().name());
        if (campaign.getContact() != null) {
            message.setHeader(CampaignConstants.CONTACT, campaign.getContact());
        }
    }

    /**
     * Reads a chat that another node found due: the body that {@code due} returns, as JSON. Sets the same headers. Ends the
     * exchange if the chat has no offers any more, or if the record is so old that {@code due} has found the chat again.
     */
    static CompletionStage<?> readDue(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Message message = exchange.getMessage();
        DueRecord due = DueRecord.read(message.getBody(byte[].class));
        message.setHeader(CampaignConstants.NAME, due.campaign());
        due.names().addTo(message);
        describe(message, store.campaigns.last(exchange.getContext()).named(due.campaign()));
        Long foundAt = message.getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class);
        if (foundAt != null && store.clock.millis() - foundAt >= configuration.getShareRetry()) {
            exchange.setRouteStop(true);
            return null;
        }
        return store.ledger
                .submit(connection ->
                        ShareTable.isOffered(connection, store.ledger.findOrCreateChat(connection, due.names())))
                .thenAccept(isOffered -> exchange.setRouteStop(!isOffered));
    }

    /** Lets the chat of the exchange wait for its next day. */
    static void postpone(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        store.database.write(connection -> ShareTable.postpone(
                connection, store.ledger.findOrCreateChat(connection, names), store.clock.millis()));
    }

    /** Ends the offers to the chat of the exchange. */
    static void end(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        String given = configuration.getReason();
        String reason = given == null ? ShareEnd.ENDED_BY_ROUTE.words() : given;
        store.database.write(connection -> ShareTable.end(
                connection, store.ledger.findOrCreateChat(connection, names), reason, store.clock.millis()));
    }

    /** Lets the line of the exchange rest: none of its chats is due. */
    static void pauseLine(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String provider = exchange.getMessage().getHeader(CardConstants.PROVIDER, "", String.class);
        if (provider.isBlank()) {
            // The pause of a line without a provider would hold back no share.
            throw new InvalidValueException(CardConstants.PROVIDER, "is missing; set this header to chert, linq or wa");
        }
        String line = exchange.getMessage().getHeader(CardConstants.FROM, "", String.class);
        Instant now = store.clock.instant();
        Instant till = UNTIL.as(Instant.class, exchange, configuration);
        String reason = configuration.getReason() == null ? failure(exchange) : configuration.getReason();
        Line paused = Line.of(provider, line);
        String user = LeadOperations.USER.text(exchange, configuration);
        Pauses.Pause pause = new Pauses.Pause(
                paused.toString(),
                till == null ? now.plusMillis(configuration.getPause()) : till,
                reason,
                configuration.isPauseLeads());
        store.database.write(connection -> {
            store.ledger.audit(connection, user, "pause-line", paused.masked(), "until " + pause.till());
            return Pauses.add(connection, pause);
        });
        store.campaigns.changed();
    }

    /** Ends the pause of the line of the exchange. */
    static void resumeLine(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String provider = exchange.getMessage().getHeader(CardConstants.PROVIDER, "", String.class);
        Line line = Line.of(provider, exchange.getMessage().getHeader(CardConstants.FROM, "", String.class));
        String user = LeadOperations.USER.text(exchange, configuration);
        boolean wasPaused = store.database.write(connection -> {
            boolean ended = Pauses.end(connection, line.toString());
            if (ended) {
                store.ledger.audit(connection, user, "resume-line", line.masked(), null);
            }
            return ended;
        });
        store.campaigns.changed();
        exchange.getMessage().setHeader(CampaignConstants.COUNT, wasPaused ? 1L : 0L);
    }

    /** Describes the failure that the route handles; null if it handles none that may be shown. */
    private static String failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof ProviderException known
                ? known.getMessage()
                : null;
    }
}
