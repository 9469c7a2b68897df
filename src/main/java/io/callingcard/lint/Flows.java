// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.nodes.Node;

/** All files together: which route reads from which endpoint, which Kamelets there are, and of what type a bean is. */
final class Flows {

    private final Map<String, List<Node>> documents = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Route> byInput = new HashMap<>();
    private final Set<String> called = new HashSet<>();
    private final Map<String, String> beans = new HashMap<>();
    private final Map<String, Optional<Route>> kamelets = new HashMap<>();
    private final Function<String, Optional<LintFile>> catalog;
    private final Placeholders settings;

    Flows(Collection<LintFile> files, Function<String, Optional<LintFile>> catalog, UnaryOperator<String> settings) {
        this.catalog = catalog;
        this.settings = new Placeholders(Map.of(), settings);
        files.forEach(file -> documents.put(file.name(), Yaml.documents(file.text())));
        documents.forEach((file, all) -> all.forEach(document -> add(file, document)));
    }

    private void add(String file, Node document) {
        for (Route route : Route.in(file, document)) {
            routes.add(route);
            route.input(settings::fill)
                    .filter(Endpoint::isInternal)
                    .ifPresent(input -> byInput.put(input.name(), route));
        }
        Yaml.items(document)
                .forEach(item -> Yaml.value(item, "beans").map(Route::types).ifPresent(beans::putAll));
        Yaml.visit(document, (key, value) -> {
            String kind = String.valueOf(Yaml.text(key));
            if (Endpoint.KEYS.contains(kind) && !kind.equals("from")) {
                Endpoint.of(kind, value, settings::fill)
                        .filter(Endpoint::isInternal)
                        .ifPresent(target -> called.add(target.name()));
            }
        });
    }

    /** Whether all files could be read. Otherwise a route that seems to be missing may be in one of them. */
    boolean isComplete() {
        return documents.values().stream().noneMatch(List::isEmpty);
    }

    Map<String, List<Node>> documents() {
        return documents;
    }

    List<Route> routes() {
        return routes;
    }

    Placeholders settings() {
        return settings;
    }

    /** Returns the route that reads from an endpoint such as {@code direct:send-text}. */
    Optional<Route> reader(Endpoint endpoint) {
        return Optional.ofNullable(byInput.get(endpoint.name()));
    }

    /** Whether a step of the files sends to the endpoint. */
    boolean isCalled(Endpoint endpoint) {
        return called.contains(endpoint.name());
    }

    /** Returns the template of a Kamelet, or nothing if there is no such Kamelet. */
    Optional<Route> kamelet(Endpoint endpoint) {
        String path = endpoint.path();
        String name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        return kamelets.computeIfAbsent(
                name, wanted -> catalog.apply(wanted).flatMap(file -> Yaml.documents(file.text()).stream()
                        .flatMap(document -> Route.in(file.name(), document).stream())
                        .filter(Route::isKamelet)
                        .findFirst()));
    }

    /** Returns the type of a bean that a step of the route names, or the name if the files do not define it. */
    String typeOf(String bean, Route route) {
        String name = bean;
        for (String prefix : List.of("#bean:", "#class:", "#")) {
            if (name.startsWith(prefix)) {
                name = name.substring(prefix.length());
            }
        }
        if (Placeholders.isOpen(name)) {
            name = name.substring(2, name.length() - 2);
        }
        return route.beans().getOrDefault(name, beans.getOrDefault(name, name));
    }
}
