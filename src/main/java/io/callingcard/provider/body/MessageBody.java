// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** Converts the body of an exchange for an operation. Errors never quote the body. */
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
     * Returns the text to send. Accepts text, files and streams only: a customer must never read the string form of a
     * map, an answer or another object.
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

    /** Returns the body if it is a string; never reads a stream. */
    public static List<String> texts(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof String text ? List.of(text) : List.of();
    }

    /** Returns the parts of a message: a list, or one map or object with a type. Empty for another body. */
    public static Optional<ArrayNode> parts(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Collection<?> || body instanceof ArrayNode) {
            return Optional.of((ArrayNode) Json.tree(body));
        }
        boolean one = body instanceof Map<?, ?> map && map.containsKey("type")
                || body instanceof ObjectNode node && node.has("type");
        return one ? Optional.of(Json.object().arrayNode().add(Json.tree(body))) : Optional.empty();
    }

    /** Returns a JSON object from a map, a tree or text. */
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

    /** Whether the body is a map, a list or an answer. Sending one as a file is a mistake in the route. */
    static boolean isStructured(Object body) {
        return body instanceof Map<?, ?>
                || body instanceof Collection<?>
                || body instanceof JsonNode
                || body instanceof Answer;
    }

    /** Converts the body. Does not pass on Camel's conversion errors, since they quote the value. */
    private static <T> T converted(Exchange exchange, Class<T> type, String name) {
        try {
            return exchange.getMessage().getBody(type);
        } catch (TypeConversionException e) {
            throw new InvalidValueException("body", "cannot be read as " + name);
        }
    }
}
