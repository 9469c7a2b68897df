package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Target;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Chat;

/** Lists the chats of the gateway's own history, the newest first. */
public record ListChats(WaConfiguration configuration) implements PagedCall<Chat> {

    @Override
    public String word() {
        return "list-chats";
    }

    @Override
    public String target(Exchange exchange) {
        return Target.of("/chats")
                .query("search", configuration.getSearch())
                .query("has_media", configuration.getHasMedia())
                .query("archived", configuration.getArchived())
                .toString();
    }

    @Override
    public Class<Chat[]> type() {
        return Chat[].class;
    }
}
