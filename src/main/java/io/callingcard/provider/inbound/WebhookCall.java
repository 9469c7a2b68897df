package io.callingcard.provider.inbound;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One call of a webhook, as it came.
 *
 * @param headers by name, in any case; a header that came more than once has a collection of values
 * @param body    the exact bytes: they are what is signed
 */
public record WebhookCall(Map<String, Object> headers, byte[] body) {

    /**
     * The one value of a header, or null.
     *
     * @throws ForgedEventException when it came more than once: no provider does that, and which one counts is
     *                              anybody's guess
     */
    public String header(String name) {
        Object value = headers.get(name);
        if (value instanceof Collection<?> many) {
            throw new ForgedEventException("the header " + name + " came " + many.size() + " times");
        }
        return value == null ? null : value.toString();
    }

    public boolean hasAny(List<String> names) {
        return names.stream().anyMatch(headers::containsKey);
    }

    /** Bodies hold what people write. */
    @Override
    public String toString() {
        return "WebhookCall[" + body.length + " bytes]";
    }
}
