// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.CardBody;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/**
 * Searches the gateway's history for a message: the body is the text, or the contact card, that may have been sent. A
 * message that is found was sent; a message that is not found may still have been sent.
 */
final class FindSent implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        return new MessageHistory(call)
                .rows(chat, since(exchange, call.options()), content(exchange, call.options()))
                .map(rows -> chat.onto(OperationResult.of(rows.isEmpty() ? null : rows.get(0))
                        .with(WaConstants.FOUND, !rows.isEmpty())
                        .with(
                                WaConstants.MESSAGE_ID,
                                rows.isEmpty() ? null : rows.get(0).id())));
    }

    private static Instant since(Exchange exchange, WaConfiguration options) {
        try {
            return Instant.parse(WaParameters.SINCE.required(exchange, options));
        } catch (DateTimeException e) {
            throw new InvalidValueException(WaParameters.SINCE.name(), "must be a time such as 2026-03-01T09:00:00Z");
        }
    }

    /** A text is compared as it is; anything else is read as a contact card. */
    private static Predicate<String> content(Exchange exchange, WaConfiguration options) {
        Object body = exchange.getMessage().getBody();
        boolean isText = body instanceof String text && !text.strip().regionMatches(true, 0, "BEGIN:VCARD", 0, 11);
        return isText
                ? MessageBody.text(exchange)::equals
                : ContactMessage.of(CardBody.of(exchange).card(), "contact", options)::isRow;
    }
}
