// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/** The paths and bodies of the gateway that several operations use. */
final class WaRequests {

    private WaRequests() {}

    static String chat(Jid chat, String path) {
        return Target.of("/chat").id(chat.value()).path(path).toString();
    }

    /** A body that names the chat. */
    static ObjectNode phone(Jid chat) {
        return Json.object().put("phone", chat.value());
    }

    static String listOfChats(Exchange exchange, WaConfiguration options) {
        return Target.of("/chats")
                .query("search", WaParameters.SEARCH.text(exchange, options))
                .query("has_media", options.getHasMedia())
                .query("archived", options.getArchived())
                .toString();
    }

    static String listOfMessages(Exchange exchange, WaConfiguration options) {
        return Target.of(chat(Jid.addressed(exchange, options), "/messages"))
                .query("start_time", WaParameters.SINCE.text(exchange, options))
                .query("end_time", WaParameters.UNTIL.text(exchange, options))
                .query("media_only", options.getHasMedia())
                .query("is_from_me", options.getFromMe())
                .query("search", WaParameters.SEARCH.text(exchange, options))
                .toString();
    }

    /** The gateway ignores the offset of a search: its second page would be the first one again. */
    static boolean isPaged(String list) {
        return !list.contains("search=");
    }
}
