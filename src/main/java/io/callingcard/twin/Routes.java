package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that a provider knows.
 *
 * @param <C> the provider's form of a call
 */
final class Routes<C> {

    private final List<Route<C>> routes = new ArrayList<>();

    private record Route<C>(String method, Pattern path, boolean open, Function<C, Reply> handler) {}

    /**
     * A call that was found.
     *
     * @param open whether the usual check of the caller is left out
     * @param ids  the path, with a group for each pair of braces
     */
    record Found<C>(boolean open, MatchResult ids, Function<C, Reply> handler) {}

    /** Adds a call; braces in the path stand for an id. */
    void add(String method, String path, boolean open, Function<C, Reply> handler) {
        routes.add(new Route<>(method, Pattern.compile(path.replace("{}", "([^/]+)")), open, handler));
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

    /** Whether the path is known with any method: a wrong method is another error than a wrong path. */
    boolean knows(String path) {
        return routes.stream().anyMatch(route -> route.path().matcher(path).matches());
    }
}
