// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.wire.Target;

/** The paths of Linq that several operations use. */
final class LinqRequests {

    static final String CHATS = "/chats";
    static final String MESSAGES = "/messages";
    static final String ATTACHMENTS = "/attachments";
    static final String LINES = "/phone_numbers";
    static final String CARD = "/contact_card";

    private LinqRequests() {}

    static String chat(String chatId, String path) {
        return Target.of(CHATS).id(chatId).path(path).toString();
    }

    static String listOfChats(Exchange exchange, LinqConfiguration options) {
        String to = Address.TO.text(exchange, options);
        return Target.of(CHATS)
                .query("from", LinqParameters.line(exchange, options))
                .query("to", to == null ? null : options.recipient(to, Address.TO.name()))
                .toString();
    }

    static String listOfMessages(Exchange exchange, LinqConfiguration options) {
        return chat(Address.CHAT.required(exchange, options), "/messages");
    }

    static String thread(Exchange exchange, LinqConfiguration options) {
        return Target.of(MESSAGES)
                .id(LinqParameters.MESSAGE_ID.required(exchange, options))
                .path("/thread")
                .query("order", options.getOrder())
                .toString();
    }
}
