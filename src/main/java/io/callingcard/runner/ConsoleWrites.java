package io.callingcard.runner;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides whether a request may change something. A form or a link of another site can set neither the header nor the media
 * type, so a browser that is logged in cannot be made to send one.
 */
final class ConsoleWrites {

    private static final String HEADER = "X-Calling-Card";
    private static final String CONSOLE = "console";
    private static final String JSON = "application/json";
    private static final String USER = "operator";

    private ConsoleWrites() {}

    /** Returns the answer to a request that may change nothing, or null. */
    static Answer refusal(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = request.getHeader("Content-Type");
        boolean isJson = type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
        return isJson && CONSOLE.equals(request.getHeader(HEADER))
                ? null
                : new Problem(
                                ProblemKind.FORBIDDEN,
                                "The request does not say that it comes from the console.",
                                HEADER,
                                "Send the headers X-Calling-Card: console and Content-Type: application/json.")
                        .answer();
    }

    /** Returns who sent the request. */
    static String user(RoutingContext context) {
        return USER;
    }
}
