package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;

/** Offers a card again and again, until it is enough. */
final class ShareSteps {

    private static final CallParameter<LedgerConfiguration> CAMPAIGN =
            CallParameter.option(LedgerConstants.CAMPAIGN, "campaign", LedgerConfiguration::getCampaign);

    private ShareSteps() {}

    private static String flow(LedgerEndpoint endpoint) {
        String flow = endpoint.getConfiguration().getFlow();
        if (flow == null) {
            throw new IllegalArgumentException("flow: is missing; name the flow, such as flow=daily-share");
        }
        return flow;
    }

    /**
     * From now on the chat is one of the flow's, if its campaign wants that and the person did not opt out; at the
     * campaign's terms.
     */
    static void enrol(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        String flow = flow(endpoint);
        String name = CAMPAIGN.required(exchange, endpoint.getConfiguration());
        Campaign campaign = endpoint.campaign(name);
        ChatNames names = ChatNames.of(exchange, null, store.people);
        boolean isOut = names.address() != null && store.optOuts.contains(names.address());
        if (isOut || !campaign.isSharedBy(names.provider())) {
            return;
        }
        Lead lead = exchange.getMessage().getHeader(LedgerConstants.LEAD, Lead.class);
        String zone = lead == null ? null : lead.timeZone();
        store.database.write(connection -> {
            Instant now = store.clock.instant();
            String chat = store.chats.of(connection, names, now.toEpochMilli()).chat();
            return ShareTable.enrol(connection, flow, chat, name, campaign, zone, now);
        });
    }

    /** The body becomes the chats whose time has come, one message each, to be split; read a page at a time. */
    static void due(Exchange exchange, LedgerEndpoint endpoint) {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        Store store = endpoint.ledger().store();
        String flow = flow(endpoint);
        if (configuration.getOnce() != null
                && (configuration.getStep() == null || !(configuration.getOnce().window() instanceof Window.Day))) {
            throw new IllegalArgumentException("once, step: once must be a OncePerDay, and step must name the step");
        }
        Map<String, Campaign> campaigns = new HashMap<>();
        Map<ShareTable.Due, String> keys = new HashMap<>();
        DueSweep sweep = new DueSweep(
                store,
                flow,
                configuration.getPageSize(),
                Duration.ofMillis(configuration.getShareRetry()),
                name -> campaigns.computeIfAbsent(name, endpoint::campaign),
                page -> {
                    keys.clear();
                    return configuration.getOnce() == null ? page : claimed(store, flow, configuration, page, keys);
                });
        Iterator<ShareTable.Due> all = new Paged<>(last -> sweep.page());
        CamelContext context = exchange.getContext();
        exchange.getMessage()
                .setBody(new Mapped<>(all, due -> message(context, due, campaigns.get(due.campaign()), keys.get(due))));
    }

    /** Those of a page whose step is ours to do; their claims are taken in one statement. */
    private static List<ShareTable.Due> claimed(
            Store store,
            String flow,
            LedgerConfiguration configuration,
            List<ShareTable.Due> page,
            Map<ShareTable.Due, String> keys) {
        Window.Day day = (Window.Day) configuration.getOnce().window();
        Instant now = store.clock.instant();
        List<StepKey> wanted = new ArrayList<>();
        for (ShareTable.Due due : page) {
            ZoneId zone = due.zone() == null ? ZoneOffset.UTC : ZoneId.of(due.zone());
            StepKey key = StepKey.of(flow + "/" + configuration.getStep(), due.chat(), day.slot(now, zone));
            wanted.add(key);
            keys.put(due, key.name());
        }
        Set<String> won = store.claims.claimAll(wanted);
        return page.stream().filter(due -> won.contains(keys.get(due))).toList();
    }

    private static Message message(CamelContext context, ShareTable.Due due, Campaign campaign, String key) {
        Message message = new DefaultMessage(context);
        Chats.address(message, due.provider(), due.line(), due.person(), due.chatId());
        message.setHeader(LedgerConstants.CAMPAIGN, due.campaign());
        message.setBody(body(due));
        message.setHeader(LedgerConstants.CARD, campaign.getShareAs().name());
        if (campaign.getContact() != null) {
            message.setHeader(LedgerConstants.CONTACT, campaign.getContact());
        }
        if (key != null) {
            message.setHeader(LedgerConstants.KEY, key);
        }
        return message;
    }

    /** The same as the headers say, for whoever takes it elsewhere. */
    private static Map<String, Object> body(ShareTable.Due due) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("campaign", due.campaign());
        body.put("provider", due.provider());
        body.put("line", due.line());
        body.put("person", due.person());
        body.put("chat_id", due.chatId());
        return body;
    }

    /** Ends the offers to the chat of the exchange. */
    static void end(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        ChatNames names = ChatNames.of(exchange, null, store.people);
        String reason = endpoint.getConfiguration().getReason();
        end(store, names, reason == null ? "ended by the route" : reason);
    }

    private static boolean end(Store store, ChatNames names, String reason) {
        return store.database.write(connection -> {
            String chat =
                    store.chats.of(connection, names, store.clock.millis()).chat();
            return ShareTable.end(connection, chat, reason);
        });
    }

    /** Leaves the line of the exchange alone for a while: none of its chats is due. */
    static void pauseLine(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        LedgerConfiguration configuration = endpoint.getConfiguration();
        String provider = exchange.getMessage().getHeader(CardConstants.PROVIDER, "", String.class);
        String line = exchange.getMessage().getHeader(CardConstants.FROM, "", String.class);
        long till = store.clock.instant().plusMillis(configuration.getPause()).toEpochMilli();
        store.database.write(connection -> {
            Pauses.add(connection, provider + ":" + line, till, configuration.getReason());
            return null;
        });
    }

    /**
     * Learns from an event: which chat is whose; and that a person who sends a card, or answers or reacts to what was
     * shared, needs no more offers; also that we wrote, by hand or by another program.
     */
    static void observe(Exchange exchange, LedgerEndpoint endpoint) throws InvalidPayloadException {
        Store store = endpoint.ledger().store();
        InboundEvent event = exchange.getMessage().getMandatoryBody(InboundEvent.class);
        if (event.chat() == null || event.fromMe() && event.type() != EventType.MESSAGE_SENT) {
            return;
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        store.database.write(connection -> {
            long now = store.clock.millis();
            String chat = store.chats.of(connection, names, now).chat();
            if (event.fromMe()) {
                ChatTable.wrote(connection, chat, now);
                return false;
            }
            String reason = reason(connection, event, chat);
            return reason != null && ShareTable.end(connection, chat, reason);
        });
    }

    private static String reason(Connection connection, InboundEvent event, String chat) throws SQLException {
        boolean card = event.type() == EventType.CARD_RECEIVED || !event.cards().isEmpty();
        if (card) {
            return "sent a card";
        }
        // What was shared has no id at the providers, so an answer to it is whatever comes after it.
        boolean engaged = event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.REACTION_ADDED;
        return engaged && ShareTable.wasShared(connection, chat) ? "answered" : null;
    }
}
