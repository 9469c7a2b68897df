package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.ServiceLoader;

import org.apache.camel.Exchange;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.story.Story;
import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryView;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Runs explain: tells the story of a person. */
final class Explanation {

    private static final CallParameter<LedgerConfiguration> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", LedgerConfiguration::getPerson);

    /** They hold no state. */
    static final List<StoryTeller> TELLERS =
            ServiceLoader.load(StoryTeller.class, StoryTeller.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Explanation() {}

    /** Sets the body to what the ledger and the components on it know of a person: what happened, and what comes next. */
    static void explain(Exchange exchange, LedgerConfiguration configuration) {
        StoryView view = new StoryView(zone(configuration), configuration.getLanguage(), configuration.isShowNumbers());
        LedgerStore ledger =
                ChatLedger.of(configuration.getLedger(), exchange.getContext()).store();
        String address = address(PERSON.required(exchange, configuration), ledger.people());
        TELLERS.forEach(teller -> teller.open(ledger));
        Story story = ledger.database().read(connection -> story(connection, ledger, exchange, address));
        switch (configuration.getFormat()) {
            case JSON -> set(exchange, "application/json", new String(Json.write(view.json(story)), UTF_8));
            case TEXT -> set(exchange, "text/plain; charset=utf-8", view.text(story));
            case CSV -> throw new IllegalArgumentException("format: CSV does not fit explain. Use JSON or TEXT.");
        }
        long sentences = (long) story.past().size() + story.next().size();
        exchange.getMessage().setHeader(LedgerConstants.COUNT, sentences);
    }

    private static void set(Exchange exchange, String type, String body) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
    }

    private static Story story(Connection connection, LedgerStore ledger, Exchange exchange, String address)
            throws SQLException {
        String stored = ledger.people().stored(address);
        List<String> chats = ledger.chats().ofPerson(connection, stored);
        StoryDraft story = new StoryDraft(
                address, PhoneNumbers.timeZones(address), ledger.clock().instant());
        StoryTeller.Subject subject = new StoryTeller.Subject(ledger, exchange.getContext(), address, stored, chats);
        StepStory steps = new StepStory(ledger.database());
        for (String chat : chats) {
            steps.tell(connection, chat, story);
        }
        for (StoryTeller teller : TELLERS) {
            teller.tell(connection, subject, story);
        }
        return story.finished();
    }

    /** A number that cannot be read is refused: an empty story would look like an answer. */
    private static String address(String typed, People people) {
        try {
            return people.readable(typed);
        } catch (InvalidPhoneException e) {
            throw e.at("person");
        }
    }

    private static ZoneId zone(LedgerConfiguration configuration) {
        try {
            return configuration.getZone() == null ? ZoneId.systemDefault() : ZoneId.of(configuration.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is not a time zone. Write one such as Europe/Berlin.", e);
        }
    }
}
