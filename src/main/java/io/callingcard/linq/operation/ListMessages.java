package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Pages.Page;

/** Reads a chat's messages. */
public record ListMessages(LinqConfiguration configuration) implements PagedCall<Message> {

    @Override
    public String word() {
        return "list-messages";
    }

    @Override
    public String target(Exchange exchange) {
        return LinqRequests.chat(Address.chat(exchange, configuration), "/messages");
    }

    @Override
    public Page<Message> page(JsonNode answer) {
        return read(answer);
    }

    static Page<Message> read(JsonNode answer) {
        return PagedCall.read(answer, "messages", Message[].class);
    }
}
