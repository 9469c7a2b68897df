// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.model.Message;

/** Sends a message to a chat. All sends go this way. */
record MessageDelivery(Call<WaConfiguration> call) {

    Future<OperationResult> send(Jid chat, String path, ObjectNode body) {
        return send(chat, call.request(HttpMethod.POST, path, body));
    }

    Future<OperationResult> send(Jid chat, WireRequest request) {
        return call.client()
                .read(
                        request,
                        Message.Sent.Envelope.class,
                        answer -> chat.onto(WaAnswers.sent(answer.results(), call)));
    }

    /**
     * Sends a message that can be found in the gateway's history.
     *
     * @param content recognizes the content of its row
     */
    Future<OperationResult> send(Jid chat, WireRequest request, Predicate<String> content) {
        if (!call.options().isCheckHistory()) {
            return send(chat, request);
        }
        Instant begun = call.options().getClock().instant();
        return send(chat, request)
                .recover(failure -> failure instanceof InDoubtException
                        ? find(chat, begun, content)
                                .compose(found -> found.isPresent()
                                        ? Future.succeededFuture(
                                                chat.onto(WaAnswers.sent(new Message.Sent(found.get(), null), call)))
                                        : Future.failedFuture(failure))
                        : Future.failedFuture(failure));
    }

    /** The id of the message, if the history has it; nothing if it has not, or cannot be asked. */
    private Future<Optional<String>> find(Jid chat, Instant begun, Predicate<String> content) {
        return call.client()
                .after(Duration.ofMillis(call.options().getHistoryDelay()))
                .compose(waited -> new MessageHistory(call).rows(chat, begun, content))
                .map(rows -> rows.stream()
                        .map(Message::id)
                        .filter(id -> !call.options().lane().isTold(id))
                        .findFirst())
                .otherwise(Optional.empty());
    }
}
