// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;

import io.callingcard.ledger.db.LedgerException;

/** Puts the failure of a start into one sentence. */
final class Reasons {

    private static final String NO_RESOURCE = "Resource not found: ";

    /** Camel's words for a property of a Kamelet that has no value. */
    private static final Pattern NO_PROPERTY =
            Pattern.compile("Route template (\\S+) the following mandatory parameters must be provided: (.+)");

    private static final Pattern NO_KAMELET = Pattern.compile("classpath:kamelets/(.+)\\.kamelet\\.yaml");

    private Reasons() {}

    /** Returns the file, the route or the field that is wrong, and the first cause. */
    static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Optional<String> field = only(causes, PropertyBindingException.class)
                .flatMap(binding -> BeanFields.problem(binding).stream())
                .findFirst();
        Throwable root = causes.get(causes.size() - 1);
        String words = root.getMessage() == null ? root.getClass().getName() : root.getMessage();
        return route(causes).map(route -> "Route " + route + ": ").orElse("")
                + field.or(() -> explained(causes))
                        .or(() -> missingProperty(causes))
                        .or(() -> missingKamelet(causes))
                        .or(() -> missingFile(causes))
                        .or(() -> only(causes, PropertyBindingException.class)
                                .flatMap(binding -> BeanFields.wrongValue(binding).stream())
                                .findFirst())
                        .orElse(words);
    }

    private static Optional<String> missingProperty(List<Throwable> causes) {
        return only(causes, IllegalArgumentException.class)
                .map(cause -> NO_PROPERTY.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::matches)
                .map(found -> "kamelet:" + found.group(1) + ": has no " + found.group(2)
                        + ". Set each under parameters, or under properties in a Pipe.")
                .findFirst();
    }

    private static Optional<String> missingKamelet(List<Throwable> causes) {
        return missingResource(causes)
                .map(NO_KAMELET::matcher)
                .filter(Matcher::matches)
                .map(found -> "kamelet:" + found.group(1) + ": does not exist. Correct its name.");
    }

    /** Camel says which resource is missing, and not which setting names it. */
    private static Optional<String> missingFile(List<Throwable> causes) {
        return missingResource(causes)
                .map(resource -> "callingcard.routes: " + resource + " does not exist. Correct its path.");
    }

    private static Optional<String> missingResource(List<Throwable> causes) {
        return only(causes, FileNotFoundException.class)
                .map(Throwable::getMessage)
                .filter(message -> message != null && message.startsWith(NO_RESOURCE))
                .map(message -> message.substring(NO_RESOURCE.length()))
                .findFirst();
    }

    /** Returns the message that names the field and the cure, which may have a cause that does not. */
    private static Optional<String> explained(List<Throwable> causes) {
        return only(causes, IllegalArgumentException.class)
                .map(Throwable::getMessage)
                .filter(message -> message != null && namesAField(message))
                .findFirst()
                .or(() -> only(causes, LedgerException.class)
                        .map(Throwable::getMessage)
                        .findFirst());
    }

    /** Whether a message begins with the name of a field, and so needs no cause. */
    static boolean namesAField(String message) {
        int colon = message.indexOf(": ");
        return colon > 0 && message.lastIndexOf(' ', colon) < 0;
    }

    /** Whether the cause is a mistake in the routes, which the message explains. It is logged without a stack trace. */
    static boolean isInRoutes(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return route(causes).isPresent()
                || only(causes, PropertyBindingException.class).findAny().isPresent()
                || missingFile(causes).isPresent()
                || missingProperty(causes).isPresent()
                || causes.stream().anyMatch(cause -> cause.getClass().getName().contains("yaml"));
    }

    /** Whether the ledger cannot be opened. Its message says why, and what to do. */
    static boolean isInLedger(Throwable failure) {
        return only(causes(failure), LedgerException.class).findAny().isPresent();
    }

    private static Optional<String> route(List<Throwable> causes) {
        return Stream.concat(
                        only(causes, FailedToCreateRouteException.class).map(FailedToCreateRouteException::getRouteId),
                        only(causes, FailedToStartRouteException.class).map(FailedToStartRouteException::getRouteId))
                .findFirst();
    }

    private static <T> Stream<T> only(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
