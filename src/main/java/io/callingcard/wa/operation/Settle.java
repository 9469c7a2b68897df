package io.callingcard.wa.operation;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/**
 * Looks into the gateway's history whether a message was sent: the body is the text, or the contact card, that was to be
 * sent. What is found was sent; that nothing is found proves nothing.
 */
public record Settle(WaConfiguration configuration) implements Operation {

    private static final CallParameter SINCE = new CallParameter("since", WaConstants.SINCE);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        Instant since = since(exchange);
        return new History("settle", configuration)
                .rows(chat, since, content(exchange), client)
                .map(rows -> chat.onto(OperationResult.of(rows.isEmpty() ? null : rows.get(0))
                        .with(WaConstants.FOUND, !rows.isEmpty())
                        .with(
                                WaConstants.MESSAGE_ID,
                                rows.isEmpty() ? null : rows.get(0).id())));
    }

    private Instant since(Exchange exchange) {
        try {
            return Instant.parse(SINCE.required(exchange, configuration.getSince()));
        } catch (DateTimeException e) {
            throw new InvalidValueException(SINCE.name(), "must be a time such as 2026-03-01T09:00:00Z");
        }
    }

    /** A text is text; anything else is read as a contact card. */
    private Predicate<String> content(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        boolean words = body instanceof String text && !text.strip().regionMatches(true, 0, "BEGIN:VCARD", 0, 11);
        if (words) {
            return MessageBody.text(exchange)::equals;
        }
        return ContactMessage.of(CardBody.of(exchange).card(), "contact", configuration)::isRow;
    }
}
