package io.callingcard.provider;

import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;

import io.callingcard.provider.wire.Json;

/** The body of an exchange as an operation wants it. Errors never quote the body. */
public final class MessageBody {

    private MessageBody() {}

    /** A text to send. Structured data is refused: a customer must never read a map or a provider's answer. */
    public static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (isStructured(body)) {
            throw new InvalidValueException(
                    "body", "must be text, but is a " + body.getClass().getSimpleName() + "; set the body first");
        }
        String text = converted(exchange, String.class, "text");
        if (text == null || text.isBlank()) {
            throw new InvalidValueException("body", "is empty; set the text to send as the body");
        }
        return text;
    }

    /** A JSON object: from a map, a tree, or text. */
    public static ObjectNode json(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        JsonNode tree = body instanceof JsonNode || body instanceof Map<?, ?>
                ? Json.tree(body)
                : Json.read(bytes(exchange)).orElse(null);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidValueException("body", "must be a map or a JSON object");
    }

    public static byte[] bytes(Exchange exchange) {
        byte[] bytes = converted(exchange, byte[].class, "bytes");
        if (bytes == null) {
            throw new InvalidValueException("body", "is missing");
        }
        return bytes;
    }

    /** Maps, lists and answers: a route that sends one as it is has forgotten a step. */
    static boolean isStructured(Object body) {
        return body instanceof Map<?, ?>
                || body instanceof Collection<?>
                || body instanceof JsonNode
                || body instanceof Answer;
    }

    /** Camel's own conversion errors quote the value, so they are not passed on. */
    private static <T> T converted(Exchange exchange, Class<T> type, String name) {
        try {
            return exchange.getMessage().getBody(type);
        } catch (TypeConversionException e) {
            throw new InvalidValueException("body", "cannot be read as " + name);
        }
    }
}
