// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

import io.callingcard.ledger.LedgerReport.Question;
import io.callingcard.ledger.LedgerReport.Tally;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

import static java.util.Spliterator.ORDERED;
import static java.util.Spliterators.spliteratorUnknownSize;

/** Runs the operations of {@code ledger:}. */
final class LedgerOperations {

    private static final CallParameter<LedgerConfiguration> KEY = CallParameter.header(LedgerConstants.CLAIM_KEY);
    private static final CallParameter<LedgerConfiguration> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", LedgerConfiguration::getPerson);
    private static final CallParameter<LedgerConfiguration> RESOLUTION =
            CallParameter.option(LedgerConstants.RESOLUTION, "resolution", LedgerConfiguration::getResolution);

    private static final List<String> FORGET_PERSON = List.of(
            "DELETE FROM callingcard_alias WHERE chat IN (SELECT chat FROM callingcard_chat WHERE person = ?)",
            "DELETE FROM callingcard_chat WHERE person = ?");
    private static final String FORGET_CLAIMS = "DELETE FROM callingcard_claim WHERE " + StepKey.IN_CHAT;
    private static final List<String> FORGET_ATTEMPTS =
            List.of(AttemptTable.DELETE + StepKey.IN_CHAT + ")", AttemptTable.DELETE_ARCHIVED + StepKey.IN_CHAT + ")");

    /** Steps that happen once for good must stay, and steps in doubt are for a person to decide. */
    private static final String OLD =
            "claimed_at < ? AND COALESCE(settled_at, claimed_at) < ? AND (flow IS NULL OR slot <> '" + Window.EVER
                    + "') AND " + Sql.in("state", StepState.KNOWN);

    private static final String PURGE_CLAIMS = "DELETE FROM callingcard_claim WHERE " + OLD;
    private static final List<String> PURGE_ATTEMPTS =
            List.of(AttemptTable.DELETE + OLD + ")", AttemptTable.DELETE_ARCHIVED + OLD + ")");

    /** How many chats of a provider show whether the ledger was restored. */
    private static final int MOST_CHATS = 20;

    private LedgerOperations() {}

    static LedgerStore store(Exchange exchange, LedgerConfiguration configuration) {
        return ChatLedger.of(configuration.getLedger(), exchange.getContext()).store();
    }

    /** Claims a step for the next message of the exchange, also in another route. */
    static CompletionStage<Void> once(Exchange exchange, LedgerConfiguration configuration) {
        String step = configuration.getStep();
        if (configuration.getOnce() == null || step == null || step.isBlank()) {
            throw new IllegalArgumentException(
                    "once, step: are missing. Set once to a OncePerChat, OncePerDay or OncePerWindow bean, and step to"
                            + " flow/step.");
        }
        if (configuration.getFlow() != null) {
            // Ignored, steps of the same name would be one step in all flows.
            throw new IllegalArgumentException("flow: is not for once. Remove it, and write the flow into step, such as"
                    + " step=" + configuration.getFlow() + "/" + step + ".");
        }
        return store(exchange, configuration)
                .claims
                .claimNext(configuration.getOnce().once(), step, exchange)
                .thenAccept(claimed -> exchange.getMessage().setHeader(LedgerConstants.CLAIMED, claimed));
    }

    /** Sets the body to one message per step in doubt, to be split. Reads a page at a time. */
    static void inDoubt(Exchange exchange, LedgerConfiguration configuration) {
        Doubts doubts = store(exchange, configuration).doubts;
        Duration age = Duration.ofMillis(configuration.getSettleDelay());
        int most = configuration.getPageSize();
        Iterator<Doubts.Doubt> found = new Paged<>(last -> {
            String after = last == null ? "" : last.key();
            return configuration.isDecided() ? doubts.decided(after, most) : doubts.page(after, most, age);
        });
        CamelContext context = exchange.getContext();
        exchange.getMessage()
                .setBody(StreamSupport.stream(spliteratorUnknownSize(found, ORDERED), false)
                        .map(doubt -> message(context, doubt))
                        .iterator());
    }

    private static Message message(CamelContext context, Doubts.Doubt doubt) {
        Message message = new DefaultMessage(context);
        message.setBody(doubt.key());
        message.setHeader(LedgerConstants.CLAIM_KEY, doubt.key());
        doubt.names().addTo(message);
        if (doubt.decision() != null) {
            message.setHeader(LedgerConstants.DECISION, doubt.decision().name());
        }
        if (doubt.begunAt() != null) {
            message.setHeader(
                    LedgerConstants.SINCE, doubt.begunAt().minus(Attempt.MARGIN).toString());
        }
        return message;
    }

    /**
     * Sets the body to one message per chat whose history shows whether the ledger was restored, to be split. If that is
     * known, there is no such chat, and no time from which to read.
     */
    static void newestChats(Exchange exchange, LedgerConfiguration configuration) {
        LedgerStore store = store(exchange, configuration);
        RestoredGap suspected = store.forgotten.suspected();
        List<Message> messages = new ArrayList<>();
        if (suspected == null) {
            exchange.getMessage().removeHeader(LedgerConstants.SINCE);
        } else {
            exchange.getMessage()
                    .setHeader(LedgerConstants.SINCE, suspected.from().toString());
            List<ChatNames> chats = store.database().statement(connection -> ChatTable.newest(connection, MOST_CHATS));
            for (ChatNames names : chats) {
                Message message = new DefaultMessage(exchange.getContext());
                message.setHeader(LedgerConstants.SINCE, suspected.from().toString());
                names.addTo(message);
                messages.add(message);
            }
        }
        exchange.getMessage().setBody(messages);
    }

    /**
     * Finds out whether the ledger was restored. The body is what list-messages read of the newest chats: lists of
     * messages, and failures in place of those that could not be read.
     */
    static void findGap(Exchange exchange, LedgerConfiguration configuration) {
        List<HistoryRow> messages = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        collect(exchange.getMessage().getBody(), messages, failures);
        boolean isComplete = failures.stream().noneMatch(LedgerOperations::isPassing);
        store(exchange, configuration)
                .forgotten
                .answer(messages, failures.stream().map(Throwable::getMessage).toList(), isComplete);
    }

    private static void collect(Object body, List<HistoryRow> messages, List<Throwable> failures) {
        if (body instanceof Iterable<?> many) {
            many.forEach(one -> collect(one, messages, failures));
        } else if (body instanceof HistoryRow row) {
            messages.add(row);
        } else if (body instanceof Throwable failure) {
            failures.add(failure);
        }
    }

    /** A provider that is away is asked again later. One that is not set up is not. */
    private static boolean isPassing(Throwable failure) {
        return failure instanceof ProviderException known && known.isRetryable();
    }

    /** Settles a step. The body is the provider's history of the chat, as list-messages reads it, or empty. */
    static void settle(Exchange exchange, LedgerConfiguration configuration) {
        Doubts doubts = store(exchange, configuration).doubts;
        String key = KEY.required(exchange, configuration);
        List<HistoryRow> history = history(exchange.getMessage().getBody());
        Doubts.Finding finding =
                doubts.settle(key, history, configuration.getPolicy(), actor(exchange, Actor.SETTLE.words()));
        exchange.getMessage().setHeader(LedgerConstants.FINDING, finding.name());
    }

    /** Returns null if the body is no list, because the provider could not be asked. */
    private static List<HistoryRow> history(Object body) {
        Iterator<?> all =
                body instanceof Iterable<?> many ? many.iterator() : body instanceof Iterator<?> some ? some : null;
        if (all == null) {
            return null;
        }
        List<HistoryRow> rows = new ArrayList<>();
        all.forEachRemaining(one -> {
            if (one instanceof HistoryRow row) {
                rows.add(row);
            }
        });
        return rows;
    }

    /** Records what a person found out about a step in doubt. */
    static void resolve(Exchange exchange, LedgerConfiguration configuration) {
        String given = RESOLUTION.required(exchange, configuration).toUpperCase(Locale.ROOT);
        Outcome outcome =
                switch (given) {
                    case "SENT" -> Outcome.SENT;
                    case "NOT_SENT" -> Outcome.NOT_SENT;
                    default -> throw new InvalidValueException(RESOLUTION.name(), "must be SENT or NOT_SENT");
                };
        LedgerStore store = store(exchange, configuration);
        String actor = actor(exchange, null);
        boolean resolved = store.doubts.resolve(
                KEY.required(exchange, configuration),
                outcome,
                actor,
                (connection, person, step) -> store.audit(
                        connection,
                        actor,
                        "resolve",
                        person == null ? null : store.auditName(person),
                        (step == null ? "" : step + " ") + "as "
                                + given.toLowerCase(Locale.ROOT).replace('_', '-')));
        exchange.getMessage().setHeader(LedgerConstants.COUNT, resolved ? 1L : 0L);
    }

    private static String actor(Exchange exchange, String usual) {
        return Actor.shortened(exchange.getMessage().getHeader(LedgerConstants.ACTOR, usual, String.class));
    }

    /** Sets the body to a report. */
    static void report(Exchange exchange, LedgerConfiguration configuration) throws IOException {
        LedgerReport report = store(exchange, configuration).report;
        switch (configuration.getBy()) {
            case CHAT -> {
                Question question = new Question(
                        configuration.getFlow(),
                        configuration.getStep(),
                        PERSON.text(exchange, configuration),
                        configuration.getState());
                write(exchange, configuration, StepRecord.class, report.steps(question));
            }
            case STEP ->
                write(exchange, configuration, Tally.class, report.byStep().iterator());
            case DAY ->
                write(
                        exchange,
                        configuration,
                        Tally.class,
                        report.byDay(zone(configuration)).iterator());
        }
    }

    private static <T> void write(
            Exchange exchange, LedgerConfiguration configuration, Class<T> type, Iterator<T> records)
            throws IOException {
        ReportWriter.Format format =
                switch (configuration.getFormat()) {
                    case JSON -> ReportWriter.Format.JSON;
                    case CSV -> ReportWriter.Format.CSV;
                    case TEXT ->
                        throw new IllegalArgumentException("format: TEXT does not fit report. Use JSON or CSV.");
                };
        ReportWriter.write(exchange, format, configuration.getLimit(), type, records);
    }

    private static ZoneId zone(LedgerConfiguration configuration) {
        try {
            return configuration.getZone() == null ? ZoneOffset.UTC : ZoneId.of(configuration.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is not a time zone. Write one such as Europe/Berlin.", e);
        }
    }

    /**
     * Deletes a person in one transaction. Opt-outs stay: they hold a keyed hash of the person only. Afterwards a SQLite file
     * does not hold the person any more.
     */
    static void forget(Exchange exchange, LedgerConfiguration configuration) {
        LedgerStore store = store(exchange, configuration);
        String address = store.people().required(exchange, configuration.getPerson());
        String person = store.people().stored(address);
        String actor = actor(exchange, null);
        Explanation.TELLERS.forEach(teller -> teller.open(store));
        long forgotten = store.database().erase(connection -> {
            long rows = 0;
            List<String> chats = store.chats().ofPerson(connection, person);
            StoryTeller.Subject subject = new StoryTeller.Subject(store, exchange.getContext(), address, person, chats);
            for (StoryTeller teller : Explanation.TELLERS) {
                rows += teller.forget(connection, subject);
            }
            for (String chat : chats) {
                for (String attempts : FORGET_ATTEMPTS) {
                    Sql.update(connection, attempts, StepKey.first(chat), StepKey.last(chat), chat);
                }
                rows += Sql.update(connection, FORGET_CLAIMS, StepKey.first(chat), StepKey.last(chat), chat);
            }
            for (LedgerListener listener : store.listeners) {
                rows += listener.forget(connection, person);
            }
            for (String sql : FORGET_PERSON) {
                rows += Sql.update(connection, sql, person);
            }
            if (rows > 0) {
                store.audit(connection, actor, "forget", store.auditName(address), null);
            }
            return rows;
        });
        exchange.getMessage().setHeader(LedgerConstants.COUNT, forgotten);
    }

    /** Deletes rows that are older than the retention and decide nothing any more. Archives those that are younger. */
    static void purge(Exchange exchange, LedgerConfiguration configuration) {
        LedgerStore store = store(exchange, configuration);
        if (configuration.getArchiveAfter() > 0) {
            Archive.move(store, Duration.ofMillis(configuration.getArchiveAfter()));
        }
        Duration retention = Duration.ofMillis(configuration.getRetention());
        long before = store.clock().instant().minus(retention).toEpochMilli();
        long events = store.inbox.purge(retention);
        long purged = store.database().erase(connection -> {
            for (String attempts : PURGE_ATTEMPTS) {
                Sql.update(connection, attempts, before, before);
            }
            long rows = events
                    + Sql.update(connection, PURGE_CLAIMS, before, before)
                    + AuditTable.purge(connection, before);
            for (LedgerListener listener : store.listeners) {
                rows += listener.purge(connection, before);
            }
            return rows;
        });
        exchange.getMessage().setHeader(LedgerConstants.COUNT, purged);
    }
}
