// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.apache.camel.Exchange;

import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;

/** Runs consent, opt-out, opt-in and keyword. */
final class ConsentOperations {

    private ConsentOperations() {}

    /**
     * Tells whether the person may be written to. A person without a known number cannot have opted out. The steps that the
     * exchange claims from now on ask again right before they are sent, because they may wait for long.
     */
    static CompletionStage<Void> consent(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Sql.Work<Optional<String>> person = person(exchange, configuration, store);
        return store.ledger
                .submit(connection -> {
                    Optional<String> address = person.on(connection);
                    boolean isGiven = address.isEmpty()
                            || store.optOuts.find(connection, address.get()).isEmpty();
                    return new Consent(isGiven, address);
                })
                .thenAccept(consent -> {
                    exchange.getMessage().setHeader(CampaignConstants.CONSENT, consent.isGiven());
                    consent.address()
                            .ifPresentOrElse(
                                    address -> store.optOuts.askBeforeSending(exchange, address),
                                    () -> ShareTable.askBeforeSending(exchange));
                });
    }

    /** @param address empty if the number is not known, or hidden */
    private record Consent(boolean isGiven, Optional<String> address) {

        @Override
        public String toString() {
            return "Consent[" + isGiven + "]";
        }
    }

    /** Finds the person that the exchange names, or else the person in its chat. */
    private static Sql.Work<Optional<String>> person(
            Exchange exchange, CampaignConfiguration configuration, CampaignStore store) {
        String option = configuration.getPerson();
        if (option != null || exchange.getMessage().getHeader(CardConstants.RECIPIENT) != null) {
            Optional<String> named = Optional.of(store.people.required(exchange, option));
            return connection -> named;
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        return connection -> store.ledger.personIn(connection, names).filter(person -> !People.isHidden(person));
    }

    /**
     * Ends all offers to the person, and refuses the person's waiting leads. From now on flows send nothing to the person.
     * The report shows the option {@code reason} as the way of the opt-out.
     */
    static void optOut(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String address = store.people.required(exchange, configuration.getPerson());
        ConsentLog.Cause cause = ConsentLog.Cause.of(
                exchange,
                Keywords.Keyword.STOP,
                LeadOperations.REASON.text(exchange, configuration),
                OptOutWay.STOP,
                OptOutWay.OPT_OUT);
        String user = LeadOperations.USER.text(exchange, configuration);
        boolean isNew = store.database.write(connection -> recordOptOut(store, connection, address, cause, user));
        exchange.getMessage().setHeader(CampaignConstants.COUNT, isNew ? 1L : 0L);
    }

    /** Returns whether this is the person's first opt-out. */
    static boolean recordOptOut(
            CampaignStore store, Connection connection, String address, ConsentLog.Cause cause, String user)
            throws SQLException {
        boolean isFirst = store.optOuts.add(connection, address, cause.way());
        if (isFirst) {
            ConsentLog.add(connection, store.optOuts.hash(address), store.clock.millis(), false, cause);
            store.ledger.audit(connection, user, "opt-out", store.ledger.auditName(address), cause.way());
        }
        store.leads.refuse(connection, address);
        ShareTable.endAll(connection, store.people.stored(address), ShareEnd.OPTED_OUT, store.clock.millis());
        return isFirst;
    }

    /** Allows messages again. Offers that have ended stay ended. */
    static void optIn(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String address = store.people.required(exchange, configuration.getPerson());
        ConsentLog.Cause cause = ConsentLog.Cause.of(
                exchange,
                Keywords.Keyword.START,
                LeadOperations.REASON.text(exchange, configuration),
                OptOutWay.START,
                OptOutWay.OPT_IN);
        String user = LeadOperations.USER.text(exchange, configuration);
        boolean hadOptedOut = store.database.write(connection -> {
            boolean removed = store.optOuts.remove(connection, address);
            if (removed) {
                ConsentLog.add(connection, store.optOuts.hash(address), store.clock.millis(), true, cause);
                store.ledger.audit(connection, user, "opt-in", store.ledger.auditName(address), cause.way());
            }
            return removed;
        });
        exchange.getMessage().setHeader(CampaignConstants.COUNT, hadOptedOut ? 1L : 0L);
    }

    /** Sets a header if the text is STOP, START or HELP. */
    static void keyword(Exchange exchange, CampaignConfiguration configuration) {
        Keywords words = Keywords.of(configuration.getWords(), exchange.getContext());
        String text = exchange.getMessage().getBody(String.class);
        Optional<Keywords.Keyword> keyword = text == null ? Optional.empty() : words.of(text);
        if (keyword.isPresent()) {
            exchange.getMessage()
                    .setHeader(CampaignConstants.KEYWORD, keyword.get().name());
        } else {
            exchange.getMessage().removeHeader(CampaignConstants.KEYWORD);
        }
    }
}
