package io.callingcard.runner;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** Puts the failure of a start into one sentence. */
final class Reasons {

    private Reasons() {}

    /** Returns the route, if one failed, and the first cause. */
    static String of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        Throwable root = causes.get(causes.size() - 1);
        String words = root.getMessage() == null ? root.getClass().getName() : root.getMessage();
        for (Throwable cause : causes) {
            if (cause instanceof FailedToCreateRouteException created) {
                return "Route " + created.getRouteId() + ": " + words;
            }
            if (cause instanceof FailedToStartRouteException started) {
                return "Route " + started.getRouteId() + ": " + words;
            }
        }
        return words;
    }
}
