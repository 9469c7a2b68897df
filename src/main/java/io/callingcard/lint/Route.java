// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A route, the template of a Kamelet, or a Pipe.
 *
 * @param owner    as findings name it, for example {@code Route welcome}
 * @param from     the step that receives; null for an operation of REST
 * @param configuration the routes configuration that it names; null if it names none
 * @param defaults the values of the properties of a Kamelet that its user may leave out
 * @param beans    the types of the beans of a Kamelet, by name
 */
record Route(
        String owner,
        String file,
        Step from,
        List<Step> steps,
        String configuration,
        Map<String, String> defaults,
        Map<String, String> beans,
        boolean isKamelet) {

    private Route(String owner, String file, Step from, List<Step> steps, String configuration) {
        this(owner, file, from, steps, configuration, Map.of(), Map.of(), false);
    }

    /** Returns the routes of a document. */
    static List<Route> in(String file, Node document) {
        List<Route> routes = new ArrayList<>();
        Yaml.items(document).forEach(item -> Yaml.tuples(item).forEach(tuple -> entry(file, tuple, routes)));
        String kind = String.valueOf(Yaml.text(document, "kind"));
        switch (kind) {
            case "Kamelet" -> kamelet(file, document).ifPresent(routes::add);
            case "Pipe", "KameletBinding" -> pipe(file, document).ifPresent(routes::add);
            case "Integration" ->
                Yaml.value(document, "spec", "flows").ifPresent(flows -> routes.addAll(in(file, flows)));
            default -> {
                // Another resource has no routes.
            }
        }
        return routes;
    }

    private static void entry(String file, NodeTuple tuple, List<Route> routes) {
        Node value = tuple.getValueNode();
        switch (String.valueOf(Yaml.text(tuple.getKeyNode()))) {
            case "from" -> routes.add(route(file, value, tuple));
            case "route", "routeTemplate" ->
                Yaml.tuple(value, "from").map(from -> route(file, value, from)).ifPresent(routes::add);
            case "rest" -> rest(file, value, routes);
            default -> {
                // Beans, error handlers and configurations are no routes.
            }
        }
    }

    private static Route route(String file, Node route, NodeTuple from) {
        List<Step> steps = new ArrayList<>(Step.of(from).inner());
        // The form of older Camel has the steps beside from.
        if (route != from.getValueNode()) {
            Yaml.value(route, "steps").map(Step::of).ifPresent(steps::addAll);
        }
        return new Route(
                Part.owner("Route", route), file, Step.of(from), steps, Yaml.text(route, "routeConfigurationId"));
    }

    private static void rest(String file, Node rest, List<Route> routes) {
        Yaml.tuples(rest).stream()
                .flatMap(verb -> Yaml.items(verb.getValueNode()).stream())
                .forEach(operation -> Yaml.tuple(operation, "to")
                        .ifPresent(to -> routes.add(new Route(
                                Part.owner("REST operation", operation), file, null, List.of(Step.of(to)), null))));
    }

    private static Optional<Route> kamelet(String file, Node document) {
        Optional<Node> template = Yaml.value(document, "spec", "template");
        Node body = template.flatMap(each -> Yaml.value(each, "route"))
                .or(() -> template)
                .orElse(document);
        Map<String, String> defaults = new LinkedHashMap<>();
        Yaml.value(document, "spec", "definition", "properties").stream()
                .flatMap(properties -> Yaml.tuples(properties).stream())
                .forEach(property -> {
                    String value = Yaml.text(property.getValueNode(), "default");
                    String name = Yaml.text(property.getKeyNode());
                    if (name != null && value != null) {
                        defaults.put(name, value);
                    }
                });
        return Yaml.tuple(body, "from")
                .map(from -> new Route(
                        "Kamelet " + Yaml.text(document, "metadata", "name"),
                        file,
                        Step.of(from),
                        Step.of(from).inner(),
                        null,
                        defaults,
                        template.flatMap(each -> Yaml.value(each, "beans"))
                                .map(Route::types)
                                .orElse(Map.of()),
                        true));
    }

    private static Optional<Route> pipe(String file, Node document) {
        Optional<NodeTuple> source = Yaml.value(document, "spec").flatMap(spec -> Yaml.tuple(spec, "source"));
        List<Step> steps = new ArrayList<>();
        Yaml.value(document, "spec", "steps").stream()
                .flatMap(all -> Yaml.items(all).stream())
                .forEach(item -> Yaml.tuples(item).stream()
                        .findFirst()
                        .ifPresent(first -> steps.add(new Step("to", first.getKeyNode(), item))));
        Yaml.value(document, "spec")
                .flatMap(spec -> Yaml.tuple(spec, "sink"))
                .ifPresent(sink -> steps.add(Step.of(sink)));
        return source.map(
                from -> new Route("Pipe " + Yaml.text(document, "metadata", "name"), file, Step.of(from), steps, null));
    }

    /** Returns the types of beans by their names. */
    static Map<String, String> types(Node beans) {
        Map<String, String> types = new LinkedHashMap<>();
        Yaml.items(beans).forEach(bean -> {
            if (Yaml.text(bean, "name") != null && Yaml.text(bean, "type") != null) {
                types.put(Yaml.text(bean, "name"), Yaml.text(bean, "type"));
            }
        });
        return types;
    }

    /** Returns the endpoint that the route reads from. */
    Optional<Endpoint> input(UnaryOperator<String> filler) {
        return from == null ? Optional.empty() : Endpoint.of("from", from.value(), filler);
    }
}
