package io.callingcard.chert;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One operation as a route gives it, and what must arrive at the provider. Names in braces stand for things that exist
 * at the twin, see {@link ChertWorld}.
 *
 * @param options as in the URI, or empty
 * @param path    below the provider's host
 * @param json    the exact bytes of the body that arrives, or empty
 */
record Deed(
        ChertOperation operation,
        String options,
        Map<String, Object> headers,
        Object body,
        String method,
        String path,
        String json) {

    static Deed of(ChertOperation operation) {
        return new Deed(operation, "", Map.of(), null, "", "", "");
    }

    Deed options(String given) {
        return new Deed(operation, given, headers, body, method, path, json);
    }

    Deed headers(Map<String, Object> given) {
        return new Deed(operation, options, given, body, method, path, json);
    }

    Deed body(Object given) {
        return new Deed(operation, options, headers, given, method, path, json);
    }

    Deed arrives(String atMethod, String atPath, String asJson) {
        return new Deed(operation, options, headers, body, atMethod, atPath, asJson);
    }

    /** The same with the names replaced. */
    Deed in(UnaryOperator<String> world) {
        Map<String, Object> found = new TreeMap<>();
        headers.forEach((name, value) -> found.put(name, value instanceof String text ? world.apply(text) : value));
        return new Deed(
                operation,
                world.apply(options),
                found,
                body instanceof String text ? world.apply(text) : body,
                method,
                world.apply(path),
                world.apply(json));
    }

    String uri() {
        return "chert:" + operation.word() + (options.isEmpty() ? "" : "?" + options);
    }

    Deed and(String moreOptions) {
        return options(options.isEmpty() ? moreOptions : options + "&" + moreOptions);
    }

    @Override
    public String toString() {
        return uri() + " " + headers.keySet();
    }
}
