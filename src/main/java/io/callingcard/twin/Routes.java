// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The calls that a provider knows. Braces in a path stand for an id.
 *
 * @param <C> the provider's form of a call
 */
final class Routes<C> {

    private final String prefix;
    private final String openPrefix;
    private final int flags;
    private final List<Route<C>> routes = new ArrayList<>();

    private record Route<C>(String method, String template, Pattern path, boolean open, Function<C, Reply> handler) {}

    /** A handler that reads a body. */
    interface WithBody {

        /** Returns the status of success. */
        int status();

        /** Returns the parameter of the query that the call needs; null for none. */
        default String query() {
            return null;
        }

        /** Returns the kinds of the body, each with its schema, as in OpenAPI. */
        ObjectNode content();
    }

    /** Receives the calls of the table. */
    @FunctionalInterface
    interface Reader {

        /** @param body what is read of the body; null for nothing */
        void read(String method, String template, boolean open, WithBody body);
    }

    /**
     * A call that was found.
     *
     * @param open whether the usual check of the caller is left out
     * @param ids  the path, with a group for each pair of braces
     */
    record Found<C>(boolean open, MatchResult ids, Function<C, Reply> handler) {}

    /** @param openPrefix the start of the paths of open calls */
    Routes(String prefix, String openPrefix) {
        this(prefix, openPrefix, 0);
    }

    private Routes(String prefix, String openPrefix, int flags) {
        this.prefix = prefix;
        this.openPrefix = openPrefix;
        this.flags = flags;
    }

    /** The calls of a server that ignores capitals in paths. */
    static <C> Routes<C> ofAnyCase() {
        return new Routes<>("", "", Pattern.CASE_INSENSITIVE);
    }

    /** Adds a call. */
    void add(String method, String path, Function<C, Reply> handler) {
        add(method, prefix + path, false, handler);
    }

    /** Adds a call that leaves out the usual check of the caller. */
    void open(String method, String path, Function<C, Reply> handler) {
        add(method, openPrefix + path, true, handler);
    }

    private void add(String method, String path, boolean open, Function<C, Reply> handler) {
        routes.add(new Route<>(method, path, Pattern.compile(path.replace("{}", "([^/]+)"), flags), open, handler));
    }

    /** Hands over all calls, in the order in which they are looked up. */
    void each(Reader reader) {
        for (Route<C> route : routes) {
            WithBody body = route.handler() instanceof WithBody reads ? reads : null;
            reader.read(route.method(), route.template(), route.open(), body);
        }
    }

    /** The first call of this method and path, or null. */
    Found<C> find(String method, String path) {
        for (Route<C> route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                return new Found<>(route.open(), matcher.toMatchResult(), route.handler());
            }
        }
        return null;
    }

    /** The status of a call that was not found: a wrong method is another error than a wrong path. */
    int statusOfUnknown(String path) {
        return routes.stream().anyMatch(route -> route.path().matcher(path).matches()) ? 405 : 404;
    }
}
