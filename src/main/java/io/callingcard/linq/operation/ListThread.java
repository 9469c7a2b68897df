package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.Pages.Page;
import io.callingcard.provider.wire.Target;

/** Reads a message and the replies to it. */
public record ListThread(LinqConfiguration configuration) implements PagedCall<Message> {

    @Override
    public String word() {
        return "list-thread";
    }

    @Override
    public String target(Exchange exchange) {
        String messageId = React.MESSAGE_ID.required(exchange, configuration.getMessageId());
        return Target.of(LinqRequests.message(messageId, "/thread"))
                .query("order", configuration.getOrder())
                .toString();
    }

    @Override
    public Page<Message> page(JsonNode answer) {
        return ListMessages.read(answer);
    }
}
