package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Chat;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.wire.Target;

/** Lists chats: all, or those of one line or with one recipient. */
public record ListChats(LinqConfiguration configuration) implements PagedCall<Chat> {

    private static final CallParameter TO = new CallParameter("to", LinqConstants.RECIPIENT);

    @Override
    public String word() {
        return "list-chats";
    }

    @Override
    public String target(Exchange exchange) {
        String to = TO.text(exchange, configuration.getTo());
        return Target.of(LinqRequests.CHATS)
                .query("from", new Delivery(word(), configuration).line(exchange))
                .query("to", to == null ? null : configuration.recipient(to, TO.name()))
                .toString();
    }

    @Override
    public Page<Chat> page(JsonNode answer) {
        return PagedCall.read(answer, "chats", Chat[].class);
    }
}
