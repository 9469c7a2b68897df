// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * An endpoint as a route names it: in one URI, with its options beside it, or as a reference of a Pipe.
 *
 * @param uri     the URI as it stands there, with its query
 * @param options the options of the query and those beside the URI
 */
record Endpoint(String uri, String scheme, String path, Map<String, String> options) {

    /** The keys whose value is an endpoint. */
    static final Set<String> KEYS = Set.of(
            "from",
            "to",
            "toD",
            "tod",
            "wireTap",
            "poll",
            "enrich",
            "pollEnrich",
            "kamelet",
            "interceptSendToEndpoint",
            "source",
            "sink");

    /** The option that is the path, for people who write {@code uri: chert} and {@code parameters: {operation: ...}}. */
    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("chert", "operation"),
            Map.entry("linq", "operation"),
            Map.entry("wa", "operation"),
            Map.entry("ledger", "operation"),
            Map.entry("campaign", "operation"),
            Map.entry("direct", "name"),
            Map.entry("seda", "name"),
            Map.entry("kamelet", "templateId"),
            Map.entry("quartz", "triggerName"));

    /** Returns the endpoint of a value, if it is one. */
    static Optional<Endpoint> of(String key, Node value, UnaryOperator<String> filler) {
        Optional<Node> reference = Yaml.value(value, "ref");
        if (key.equals("kamelet") || reference.isPresent()) {
            return kamelet(reference.orElse(value), value, filler);
        }
        String uri = Yaml.text(value) != null ? Yaml.text(value) : Yaml.text(value, "uri");
        return uri == null ? Optional.empty() : Optional.of(of(uri, options(value, "parameters", filler), filler));
    }

    private static Optional<Endpoint> kamelet(Node name, Node value, UnaryOperator<String> filler) {
        String text = Yaml.text(name) != null ? Yaml.text(name) : Yaml.text(name, "name");
        if (text == null) {
            return Optional.empty();
        }
        Map<String, String> options = options(value, "parameters", filler);
        options.putAll(options(value, "properties", filler));
        return Optional.of(of("kamelet:" + text, options, filler));
    }

    private static Map<String, String> options(Node value, String key, UnaryOperator<String> filler) {
        Map<String, String> options = new LinkedHashMap<>();
        Yaml.value(value, key).stream()
                .flatMap(map -> Yaml.tuples(map).stream())
                .forEach((NodeTuple tuple) -> {
                    String name = Yaml.text(tuple.getKeyNode());
                    String option = Yaml.text(tuple.getValueNode());
                    if (name != null && option != null) {
                        options.put(name, filler.apply(option));
                    }
                });
        return options;
    }

    private static Endpoint of(String written, Map<String, String> beside, UnaryOperator<String> filler) {
        String uri = filler.apply(written.strip());
        // webhook:chert:events receives as chert:events does.
        String whole = uri.startsWith("webhook:") ? uri.substring("webhook:".length()) : uri;
        int query = whole.indexOf('?', endOfBraces(whole));
        String address = query < 0 ? whole : whole.substring(0, query);
        int colon = address.indexOf(':', endOfBraces(address));
        String scheme = colon < 0 ? address : address.substring(0, colon);
        String path = colon < 0 ? "" : address.substring(colon + 1);
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        Map<String, String> options = new LinkedHashMap<>(query < 0 ? Map.of() : query(whole.substring(query + 1)));
        options.putAll(beside);
        if (path.isEmpty()) {
            path = options.getOrDefault(PATHS.getOrDefault(scheme, ""), "");
        }
        return new Endpoint(uri, scheme, path, options);
    }

    /** Returns where a leading placeholder or expression ends, which may contain colons and question marks. */
    private static int endOfBraces(String text) {
        if (text.startsWith("{{")) {
            return Math.max(0, text.indexOf("}}"));
        }
        return text.startsWith("${") ? Math.max(0, text.indexOf('}')) : 0;
    }

    private static Map<String, String> query(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                options.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decoded(String value) {
        try {
            return value.startsWith("RAW(") ? value : URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Returns the endpoint without its options, which may be secret. */
    String name() {
        return path.isEmpty() ? scheme : scheme + ":" + path;
    }

    boolean is(String name) {
        return name().equals(name);
    }

    /** Whether a route of the same application may read from it. */
    boolean isInternal() {
        return scheme.equals("direct") || isQueue();
    }

    /** Whether the exchange that goes there is another one than that which is sent. */
    boolean isQueue() {
        return scheme.equals("seda") || scheme.equals("vm") || scheme.equals("disruptor");
    }

    boolean isKamelet() {
        return scheme.equals("kamelet");
    }

    boolean isOfLine() {
        return scheme.equals("chert") || scheme.equals("linq") || scheme.equals("wa");
    }

    /** Whether people's messages are received here. */
    boolean receives() {
        return isOfLine() && path.equals("events");
    }

    /** Whether a message to a person or group leaves here. A scheme that is not known yet can be that of a line. */
    boolean sends() {
        boolean mayBeOfLine = isOfLine() || Placeholders.isOpen(scheme) || scheme.startsWith("${");
        boolean isNewChat = path.equals("create-chat") && (scheme.equals("chert") || scheme.equals("linq"));
        return mayBeOfLine
                && (path.startsWith("send-") || path.equals("share-card") || path.equals("forward") || isNewChat);
    }
}
