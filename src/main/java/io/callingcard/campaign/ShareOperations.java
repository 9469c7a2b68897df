package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;

/** Runs enrol, due, end-share, pause-line and observe: offers a card repeatedly until it is enough. */
final class ShareOperations {

    private ShareOperations() {}

    private static String flow(CampaignConfiguration configuration) {
        String flow = configuration.getFlow();
        if (flow == null) {
            throw new IllegalArgumentException("flow: is missing. Name the flow, such as flow=daily-share.");
        }
        return flow;
    }

    /** Adds the chat to a flow, unless its campaign does not share or the person opted out. */
    static void enrol(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String flow = flow(configuration);
        String name = LeadOperations.CAMPAIGN.required(exchange, configuration);
        Campaign campaign = Campaign.named(name, exchange.getContext());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        boolean isOut = names.address() != null && store.optOuts.contains(names.address());
        if (isOut || !campaign.isSharedBy(names.provider())) {
            return;
        }
        Lead lead = exchange.getMessage().getHeader(CampaignConstants.LEAD, Lead.class);
        String zone = lead == null ? null : lead.timeZone();
        store.database.write(connection -> {
            Instant now = store.clock.instant();
            String chat = store.ledger.findOrCreateChat(connection, names);
            return ShareTable.enrol(connection, flow, chat, name, campaign, zone, now);
        });
    }

    /** Sets the body to one message per due chat, to be split. Reads a page at a time. */
    static void due(Exchange exchange, CampaignConfiguration configuration) {
        CamelContext context = exchange.getContext();
        DueSweep sweep = new DueSweep(flow(configuration), configuration, context);
        exchange.getMessage().setBody(new Mapped<>(sweep.chats(), due -> message(context, due, sweep)));
    }

    private static Message message(CamelContext context, ShareTable.Due due, DueSweep sweep) {
        Campaign campaign = sweep.campaign(due);
        Message message = new DefaultMessage(context);
        due.names().addTo(message);
        message.setHeader(CampaignConstants.NAME, due.campaign());
        message.setBody(body(due));
        message.setHeader(CampaignConstants.CARD_ACTION, campaign.getShareAs().name());
        if (campaign.getContact() != null) {
            message.setHeader(CampaignConstants.CONTACT, campaign.getContact());
        }
        String key = sweep.claimKey(due);
        if (key != null) {
            message.setHeader(LedgerConstants.CLAIM_KEY, key);
        }
        return message;
    }

    /** The same as the headers, for routes that send the chat to another system. */
    private static Map<String, Object> body(ShareTable.Due due) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("campaign", due.campaign());
        body.put("provider", due.names().provider());
        body.put("line", due.names().line());
        body.put("person", due.names().address());
        body.put("chat_id", due.names().chatId());
        return body;
    }

    /** Ends the offers to the chat of the exchange. */
    static void end(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        String given = configuration.getReason();
        String reason = given == null ? "ended by the route" : given;
        store.database.write(
                connection -> ShareTable.end(connection, store.ledger.findOrCreateChat(connection, names), reason));
    }

    /** Lets the line of the exchange rest: none of its chats is due. */
    static void pauseLine(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String provider = exchange.getMessage().getHeader(CardConstants.PROVIDER, "", String.class);
        String line = exchange.getMessage().getHeader(CardConstants.FROM, "", String.class);
        long till = store.clock.instant().plusMillis(configuration.getPause()).toEpochMilli();
        store.database.write(
                connection -> Pauses.add(connection, provider + ":" + line, till, configuration.getReason()));
    }

    /**
     * Learns from an event which person is in which chat, and that we wrote by hand or with another program. Ends the
     * offers to a person who sends a card, or who answers or reacts after a share.
     */
    static void observe(Exchange exchange, CampaignConfiguration configuration) throws InvalidPayloadException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        InboundEvent event = exchange.getMessage().getMandatoryBody(InboundEvent.class);
        if (event.chat() == null || event.fromMe() && event.type() != EventType.MESSAGE_SENT) {
            return;
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        store.database.write(connection -> {
            String chat = store.ledger.findOrCreateChat(connection, names);
            if (event.fromMe()) {
                store.ledger.wrote(connection, chat);
                return false;
            }
            String reason = reason(connection, event, chat);
            return reason != null && ShareTable.end(connection, chat, reason);
        });
    }

    private static String reason(Connection connection, InboundEvent event, String chat) throws SQLException {
        if (event.type() == EventType.CARD_RECEIVED || !event.cards().isEmpty()) {
            return "sent a card";
        }
        // A share has no message id at the providers, so any message after it counts as the answer.
        boolean engaged = event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.REACTION_ADDED;
        return engaged && ShareTable.wasShared(connection, chat) ? "answered" : null;
    }
}
