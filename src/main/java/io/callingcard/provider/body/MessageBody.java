package io.callingcard.provider.body;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** The body of an exchange as an operation wants it. Errors never quote the body. */
public final class MessageBody {

    private static final List<Class<?>> TEXTS = List.of(
            CharSequence.class,
            Number.class,
            byte[].class,
            InputStream.class,
            Reader.class,
            StreamCache.class,
            File.class,
            WrappedFile.class);

    private MessageBody() {}

    /**
     * The text to send: a text, or a file or stream of one. A customer must never receive a map, a provider's answer, or
     * an object's {@code toString}.
     */
    public static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body != null && TEXTS.stream().noneMatch(type -> type.isInstance(body))) {
            throw new InvalidValueException(
                    "body", "must be text, but is a " + body.getClass().getSimpleName() + "; set the body first");
        }
        String text = converted(exchange, String.class, "text");
        if (text == null || text.isBlank()) {
            throw new InvalidValueException("body", "is empty; set the text to send as the body");
        }
        return text;
    }

    /** The text of a body that is plain text; a stream is not read for it. */
    public static List<String> texts(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof String text ? List.of(text) : List.of();
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
