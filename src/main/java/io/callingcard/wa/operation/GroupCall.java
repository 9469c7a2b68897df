package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;

/** A deed to one group. */
interface GroupCall extends ChatCall {

    WireRequest requestOfGroup(Exchange exchange, Jid group);

    @Override
    default WireRequest request(Exchange exchange, Jid chat) {
        if (!chat.isGroup()) {
            throw new InvalidValueException("chatId", "must be a group, whose JID ends in @g.us");
        }
        return requestOfGroup(exchange, chat);
    }

    static ObjectNode groupId(Jid group) {
        return Json.object().put("group_id", group.value());
    }
}
