package io.callingcard.wa.operation;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sends a text. */
public record SendText(WaConfiguration configuration) implements Operation {

    private static final String NAME = "send-text";
    private static final String EVERYONE = "@everyone";
    private static final CallParameter REPLY_TO = new CallParameter("replyTo", WaConstants.REPLY_TO);
    private static final CallParameter MENTIONS = new CallParameter("mentions", WaConstants.MENTIONS);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        String text = MessageBody.text(exchange);
        Delivery delivery = new Delivery(NAME, configuration);
        ObjectNode body = ChatCall.phone(chat).put("message", text);
        Json.put(body, "reply_message_id", REPLY_TO.text(exchange, configuration.getReplyTo()));
        String mentions = MENTIONS.text(exchange, configuration.getMentions());
        if (mentions != null) {
            ArrayNode people = body.putArray("mentions");
            Stream.of(mentions.split(",")).map(String::strip).map(this::mention).forEach(people::add);
        }
        delivery.mark(exchange, body);
        return delivery.send(chat, WaRequests.send(NAME, "/send/message", body), text::equals, client);
    }

    @Override
    public List<String> words(Exchange exchange) {
        return MessageBody.words(exchange);
    }

    private String mention(String person) {
        return person.equals(EVERYONE)
                ? person
                : Jid.of(person, MENTIONS.name(), configuration).user();
    }
}
