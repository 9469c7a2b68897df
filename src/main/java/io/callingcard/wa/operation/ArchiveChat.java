package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Archives a chat, or brings it back. */
public record ArchiveChat(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        boolean archived = !Boolean.FALSE.equals(configuration.getArchived());
        return WaRequests.set(
                "archive-chat", WaRequests.chat(chat, "/archive"), Json.object().put("archived", archived));
    }
}
