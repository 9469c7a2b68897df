package io.callingcard.campaign;

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

    /** Tells whether the person may be written to. A person without a known number cannot have opted out. */
    static CompletionStage<Void> consent(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Sql.Work<Optional<String>> person = person(exchange, configuration, store);
        return store.ledger
                .submit(connection -> {
                    Optional<String> address = person.on(connection);
                    return address.isEmpty()
                            || store.optOuts.find(connection, address.get()).isEmpty();
                })
                .thenAccept(consents -> exchange.getMessage().setHeader(CampaignConstants.CONSENT, consents));
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
        boolean hasSaidStop =
                Keywords.Keyword.STOP.name().equals(exchange.getMessage().getHeader(CampaignConstants.KEYWORD));
        String usual = hasSaidStop ? "a message with the word STOP" : "campaign:opt-out";
        String way = configuration.getReason() == null ? usual : configuration.getReason();
        store.database.write(connection -> {
            store.optOuts.add(connection, address, way);
            store.leads.refuse(connection, address);
            ShareTable.endAll(connection, store.people.stored(address), "opted out");
            return null;
        });
    }

    /** Allows messages again. Offers that have ended stay ended. */
    static void optIn(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        store.optOuts.remove(store.people.required(exchange, configuration.getPerson()));
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
