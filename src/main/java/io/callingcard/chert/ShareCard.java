// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Shares the line's own card, as it is stored on the device of the line. */
final class ShareCard implements Operation<ChertConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        WireRequest request = address.hasChat()
                ? call.request(HttpMethod.POST, ChertRequests.chat(address.chatId(), "/share-contact-info"))
                : call.request(
                        HttpMethod.POST,
                        ChertRequests.CHATS + "/share-contact-info",
                        Json.object().put("to", address.recipient()));
        return call.client()
                .json(
                        request,
                        answer -> address.onto(
                                Json.read(answer, Chat.Change.class).result()));
    }
}
