// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Creates the requests that several operations share. */
final class ChertRequests {

    static final String API = "/api/v1";
    static final String CHATS = API + "/chats";
    static final String SEND = API + "/send";
    static final String LINES = API + "/phone-numbers";
    static final String ATTACHMENTS = API + "/attachments";

    private ChertRequests() {}

    static String chat(String chatId, String path) {
        return Target.of(CHATS).id(chatId).path(path).toString();
    }

    /** Creates a request that sends a message to a chat. */
    static WireRequest message(Exchange exchange, Call<ChertConfiguration> call, String chatId, ObjectNode body) {
        return keyed(exchange, call, chat(chatId, "/messages"), body);
    }

    /** Creates a request whose message carries the idempotency key. */
    static WireRequest keyed(Exchange exchange, Call<ChertConfiguration> call, String target, ObjectNode body) {
        return call.keyed(exchange, target, body, (ObjectNode) body.get("message"));
    }
}
