package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.StoredMessage;

/** Lists the messages of a chat from the gateway's own history, the newest first. */
public record ListMessages(WaConfiguration configuration) implements PagedCall<StoredMessage> {

    private static final CallParameter SINCE = new CallParameter("since", WaConstants.SINCE);

    @Override
    public String word() {
        return "list-messages";
    }

    @Override
    public String target(Exchange exchange) {
        Jid chat = Jid.addressed(exchange, configuration);
        return Target.of(WaRequests.chat(chat, "/messages"))
                .query("start_time", SINCE.text(exchange, configuration.getSince()))
                .query("end_time", configuration.getUntil())
                .query("media_only", configuration.getHasMedia())
                .query("is_from_me", configuration.getFromMe())
                .query("search", configuration.getSearch())
                .toString();
    }

    @Override
    public Class<StoredMessage[]> type() {
        return StoredMessage[].class;
    }

    @Override
    public boolean isPaged() {
        return configuration.getSearch() == null;
    }
}
