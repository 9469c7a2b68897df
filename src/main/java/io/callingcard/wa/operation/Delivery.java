package io.callingcard.wa.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Sent;
import io.callingcard.wa.model.SentAnswer;
import io.callingcard.wa.model.StoredMessage;

/**
 * Brings a message into a chat. All sends go this way.
 *
 * @param operation the operation's word, for errors
 */
record Delivery(String operation, WaConfiguration configuration) {

    private static final CallParameter FORWARDED = new CallParameter("forwarded", WaConstants.FORWARDED);
    private static final CallParameter DURATION = new CallParameter("duration", WaConstants.DURATION);
    private static final Set<Integer> DURATIONS = Set.of(0, 86_400, 604_800, 7_776_000);

    /** Marks the message as the exchange or the endpoint wants it. */
    void mark(Exchange exchange, ObjectNode body) {
        if (isForwarded(exchange)) {
            body.put("is_forwarded", true);
        }
        Integer duration = duration(exchange);
        if (duration != null) {
            body.put("duration", duration);
        }
    }

    boolean isForwarded(Exchange exchange) {
        return FORWARDED.as(Boolean.class, exchange, configuration.isForwarded());
    }

    /** After how many seconds the message disappears, or null. */
    Integer duration(Exchange exchange) {
        Integer duration = DURATION.as(Integer.class, exchange, configuration.getDuration());
        if (duration != null && !DURATIONS.contains(duration)) {
            throw new InvalidValueException(
                    "duration", "must be 0, 86400 (a day), 604800 (a week) or 7776000 (90 days), in seconds");
        }
        return duration;
    }

    Future<OperationResult> send(Jid chat, WireRequest request, ProviderClient client) {
        return client.read(request, SentAnswer.class, answer -> sent(chat, answer.results()));
    }

    /**
     * As {@link #send}, for a message that can be told apart in the gateway's history.
     *
     * @param content what its row there says
     */
    Future<OperationResult> send(Jid chat, WireRequest request, Predicate<String> content, ProviderClient client) {
        if (!configuration.isSettle()) {
            return send(chat, request, client);
        }
        Instant begun = configuration.getClock().instant();
        return send(chat, request, client)
                .recover(failure -> failure instanceof InDoubtException
                        ? settled(chat, begun, content, client)
                                .compose(found -> found.isPresent()
                                        ? Future.succeededFuture(sent(chat, new Sent(found.get(), null)))
                                        : Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    /** The id of the message, when the history has it; nothing when it has not, or cannot be asked. */
    private Future<Optional<String>> settled(
            Jid chat, Instant begun, Predicate<String> content, ProviderClient client) {
        return client.after(Duration.ofMillis(configuration.getSettleDelay()))
                .compose(waited -> new History(operation, configuration).rows(chat, begun, content, client))
                .map(rows -> rows.stream()
                        .map(StoredMessage::id)
                        .filter(id -> !configuration.lane().isTold(id))
                        .findFirst())
                .otherwise(Optional.empty());
    }

    private OperationResult sent(Jid chat, Sent sent) {
        String id = sent == null ? null : sent.messageId();
        if (id != null) {
            configuration.lane().tell(id);
        }
        return chat.onto(OperationResult.of(sent).with(WaConstants.MESSAGE_ID, id));
    }
}
