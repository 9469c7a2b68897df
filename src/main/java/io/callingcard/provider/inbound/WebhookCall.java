package io.callingcard.provider.inbound;

import java.util.List;
import java.util.function.Function;

/**
 * One call of a webhook, as it came.
 *
 * @param headers the values of a header, by its name in any case; none when it did not come
 * @param body    the exact bytes: they are what is signed
 */
public record WebhookCall(Function<String, List<String>> headers, byte[] body) {

    /**
     * The one value of a header, or null.
     *
     * @throws ForgedEventException when it came more than once: no provider does that, and which one counts is
     *                              anybody's guess
     */
    public String header(String name) {
        List<String> values = headers.apply(name);
        if (values.size() > 1) {
            throw new ForgedEventException("the header " + name + " came " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    public boolean hasAny(List<String> names) {
        return names.stream().anyMatch(name -> !headers.apply(name).isEmpty());
    }

    /** Bodies hold what people write. */
    @Override
    public String toString() {
        return "WebhookCall[" + body.length + " bytes]";
    }
}
