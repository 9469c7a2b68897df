package io.callingcard.ledger;

import java.util.Optional;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.CardConstants;

/** Who may be sent something: who wants messages, and who has not had this one. */
final class ConsentSteps {

    private ConsentSteps() {}

    /** Whether the person may be written to; a person who is not known by a number never said no. */
    static void consent(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        Optional<String> person = person(exchange, endpoint, store);
        boolean wanted = person.map(address -> !store.optOuts.contains(address)).orElse(true);
        exchange.getMessage().setHeader(LedgerConstants.CONSENT, wanted);
    }

    /**
     * Says whether the chat may be sent what comes next: once for each chat and step. The first message after it is the
     * step, wherever in the route, or in whichever route, it is sent.
     */
    static void once(Exchange exchange, LedgerEndpoint endpoint) {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        if (configuration.getOnce() == null || configuration.getStep() == null) {
            throw new IllegalArgumentException(
                    "once, step: once must be a OncePerChat or its like, and step must name flow and step");
        }
        boolean ours = endpoint.ledger().claims().claimNext(configuration.getOnce(), configuration.getStep(), exchange);
        exchange.getMessage().setHeader(LedgerConstants.OURS, ours);
    }

    /** The number of the exchange, or that of the chat that it names. */
    private static Optional<String> person(Exchange exchange, LedgerEndpoint endpoint, Store store) {
        boolean named = endpoint.getConfiguration().getPerson() != null
                || exchange.getMessage().getHeader(CardConstants.RECIPIENT) != null;
        if (named) {
            return Optional.of(Chats.person(exchange, endpoint, store));
        }
        ChatNames names = ChatNames.of(exchange, null, store.people);
        return store.database
                .write(connection -> store.chats.person(connection, names))
                .filter(person -> !People.isHidden(person));
    }

    /** The person wants no more: nothing is shared with them from now on, and no step is claimed by the flows. */
    static void optOut(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        String address = Chats.person(exchange, endpoint, store);
        store.database.write(connection -> {
            store.optOuts.add(connection, address);
            ShareTable.endAll(connection, store.people.stored(address), "opted out");
            return null;
        });
    }

    /** The person wants messages again. What was ended stays so. */
    static void optIn(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        store.optOuts.remove(Chats.person(exchange, endpoint, store));
    }

    /** Says in a header whether a message is STOP, START or HELP. */
    static void keyword(Exchange exchange, LedgerEndpoint endpoint) {
        Keywords words = endpoint.getConfiguration().getWords();
        if (words == null) {
            words = endpoint.only(Keywords.class, "words");
        }
        String text = exchange.getMessage().getBody(String.class);
        Optional<Keywords.Keyword> keyword = text == null ? Optional.empty() : words.of(text);
        if (keyword.isPresent()) {
            exchange.getMessage()
                    .setHeader(LedgerConstants.KEYWORD, keyword.get().name());
        } else {
            exchange.getMessage().removeHeader(LedgerConstants.KEYWORD);
        }
    }
}
