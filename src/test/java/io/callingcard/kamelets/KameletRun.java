// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Builds and loads a route or a Pipe that uses a Kamelet. */
final class KameletRun {

    private KameletRun() {}

    /** A route in YAML that starts from the Kamelet, or sends to it. */
    static String route(Kamelet kamelet, Map<String, String> properties) {
        String step = "uri: kamelet:" + kamelet.name() + "\n" + parameters("parameters", properties);
        if (kamelet.type().equals("source")) {
            return "- route:\n    from:\n" + indented(6, step + "steps:\n  - to: direct:out\n");
        }
        return "- route:\n    from:\n      uri: direct:in\n      steps:\n        - to:\n" + indented(12, step)
                + (kamelet.type().equals("action") ? "        - to: direct:out\n" : "");
    }

    /** A Pipe with the Kamelet as its source, step or sink. */
    static String pipe(Kamelet kamelet, Map<String, String> properties) {
        String reference = "ref:\n  kind: Kamelet\n  apiVersion: camel.apache.org/v1\n  name: " + kamelet.name() + "\n"
                + parameters("properties", properties);
        String head = "apiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata:\n  name: try\nspec:\n";
        return switch (kamelet.type()) {
            case "source" -> head + "  source:\n" + indented(4, reference) + "  sink:\n    uri: direct:out\n";
            case "sink" -> head + "  source:\n    uri: direct:in\n  sink:\n" + indented(4, reference);
            default ->
                head + "  source:\n    uri: direct:in\n  steps:\n    - "
                        + indented(6, reference).stripLeading() + "  sink:\n    uri: direct:out\n";
        };
    }

    private static String parameters(String word, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return "";
        }
        return word + ":\n"
                + properties.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> "  " + each.getKey() + ": " + value(each.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    /** Camel takes characters that are special in a URI only inside RAW. */
    private static String value(String given) {
        return given.matches("[\\w. -]+") ? "'" + given + "'" : "'RAW(" + given.replace("'", "''") + ")'";
    }

    private static String indented(int by, String text) {
        return text.lines().map(line -> " ".repeat(by) + line + "\n").collect(Collectors.joining());
    }

    static void load(CamelContext camel, String yaml) throws Exception {
        List<RoutesBuilder> builders = List.copyOf(
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(ResourceHelper.fromString("try.yaml", yaml)));
        for (RoutesBuilder builder : builders) {
            camel.addRoutes(builder);
        }
    }
}
