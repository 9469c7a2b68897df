// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.ServiceLoader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

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
        String address = ledger.people().named(PERSON.required(exchange, configuration), "person");
        TELLERS.forEach(teller -> teller.open(ledger));
        StoryTeller.Subject[] subject = new StoryTeller.Subject[1];
        ArrayNode actions = Json.object().arrayNode();
        Story story = ledger.database().read(connection -> {
            subject[0] = subject(connection, ledger, exchange, address);
            Story told = story(connection, subject[0]);
            if (told.isKnown()) {
                offer(connection, subject[0], actions);
            }
            return told;
        });
        switch (configuration.getFormat()) {
            case JSON -> {
                ObjectNode json = view.json(story);
                json.put("id", ledger.seal(subject[0].stored()));
                json.set("actions", actions);
                set(exchange, "application/json", new String(Json.write(json), UTF_8));
            }
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

    private static StoryTeller.Subject subject(
            Connection connection, LedgerStore ledger, Exchange exchange, String address) throws SQLException {
        String stored = ledger.people().stored(address);
        List<String> chats = ledger.chats().ofPerson(connection, stored);
        return new StoryTeller.Subject(ledger, exchange.getContext(), address, stored, chats);
    }

    /** Collects what an operator may do now. */
    private static void offer(Connection connection, StoryTeller.Subject subject, ArrayNode actions)
            throws SQLException {
        new StepActions(subject.ledger()).offer(connection, subject.chats(), actions);
        for (StoryTeller teller : TELLERS) {
            teller.offer(connection, subject, actions);
        }
        actions.addObject().put("action", "forget");
    }

    private static Story story(Connection connection, StoryTeller.Subject subject) throws SQLException {
        LedgerStore ledger = subject.ledger();
        String address = subject.address();
        StoryDraft story = new StoryDraft(
                address, PhoneNumbers.timeZones(address), ledger.clock().instant());
        StepStory steps = new StepStory(ledger.database());
        for (String chat : subject.chats()) {
            steps.tell(connection, chat, story);
        }
        for (StoryTeller teller : TELLERS) {
            teller.tell(connection, subject, story);
        }
        return story.finished();
    }

    private static ZoneId zone(LedgerConfiguration configuration) {
        try {
            return configuration.getZone() == null ? ZoneId.systemDefault() : ZoneId.of(configuration.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is not a time zone. Write one such as Europe/Berlin.", e);
        }
    }
}
