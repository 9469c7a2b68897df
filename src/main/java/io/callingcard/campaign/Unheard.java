// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

import io.callingcard.campaign.Keywords.Keyword;
import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.People;
import io.callingcard.provider.claim.HistoryRow;

/**
 * Runs unheard-chats and hear: finds the STOP of people who wrote while no node ran. A provider repeats an event for some time
 * only, but its history keeps the message.
 */
final class Unheard {

    /** In a shorter pause no provider gives up. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    /** How far a provider's clock may differ from ours. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final int MOST_OF_PROVIDER = 1_000;

    private Unheard() {}

    /** Sets the body to one message per chat whose history to read, to be split; none unless this start ended an outage. */
    static void chats(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Instant since = store.ledger
                .lastSign()
                .filter(last -> last.plus(SHORT).isBefore(store.clock.instant()))
                .orElse(null);
        List<Message> messages = new ArrayList<>();
        if (since != null) {
            for (ChatNames names : store.ledger.newestChats(MOST_OF_PROVIDER)) {
                Message message = new DefaultMessage(exchange.getContext());
                message.setHeader(LedgerConstants.SINCE, since.minus(MARGIN).toString());
                names.addTo(message);
                messages.add(message);
            }
        }
        exchange.getMessage().setBody(messages);
    }

    /** Opts a person out whose newest keyword in the history is STOP. The body is what list-messages read of the chat. */
    static CompletionStage<?> hear(Exchange exchange, CampaignConfiguration configuration) {
        Message message = exchange.getMessage();
        Keywords words = Keywords.of(configuration.getWords(), exchange.getContext());
        Instant since = Instant.parse(message.getHeader(LedgerConstants.SINCE, String.class));
        Optional<HistoryRow> stop =
                newestKeyword(message.getBody(), since, words).filter(row -> isA(row, words, Keyword.STOP));
        if (stop.isEmpty()) {
            return null;
        }
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        ChatNames names = ChatNames.of(exchange, null, store.people);
        ConsentLog.Cause cause = new ConsentLog.Cause(
                OptOutWay.STOP.words(), names.provider(), stop.get().id());
        return store.ledger.submit(connection -> {
            Optional<String> person = store.ledger.personIn(connection, names);
            if (person.isPresent() && !People.isHidden(person.get())) {
                return ConsentOperations.recordOptOut(store, connection, person.get(), cause, null);
            }
            // The number is hidden, so only the offers in this chat can end.
            String chat = store.ledger.findOrCreateChat(connection, names);
            return ShareTable.end(connection, chat, ShareEnd.OPTED_OUT.words(), store.clock.millis());
        });
    }

    private static Optional<HistoryRow> newestKeyword(Object body, Instant since, Keywords words) {
        List<HistoryRow> heard = new ArrayList<>();
        if (body instanceof Iterable<?> rows) {
            for (Object each : rows) {
                if (each instanceof HistoryRow row
                        && !row.fromUs()
                        && row.timeSent() != null
                        && row.timeSent().isAfter(since)
                        && (isA(row, words, Keyword.STOP) || isA(row, words, Keyword.START))) {
                    heard.add(row);
                }
            }
        }
        return heard.stream().max(Comparator.comparing(HistoryRow::timeSent));
    }

    private static boolean isA(HistoryRow row, Keywords words, Keyword keyword) {
        return row.text() != null
                && words.of(row.text()).filter(keyword::equals).isPresent();
    }
}
