// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.List;
import java.util.stream.Stream;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A part of a file that findings name: a route, a routes configuration, a Kamelet or another entry.
 *
 * @param owner for example {@code Route welcome}
 * @param key   the node of the key
 */
record Part(String owner, String kind, Node key, Node value) {

    /** Returns the parts of a document. */
    static List<Part> of(Node document) {
        String kind = Yaml.text(document, "kind");
        if (kind == null) {
            return Yaml.items(document).stream().flatMap(Part::entries).toList();
        }
        Stream<Part> whole = Yaml.tuple(document, "spec").stream()
                .map(spec -> new Part(
                        kind + " " + Yaml.text(document, "metadata", "name"),
                        kind,
                        spec.getKeyNode(),
                        spec.getValueNode()));
        return kind.equals("Integration")
                ? Yaml.value(document, "spec", "flows").map(Part::of).orElse(List.of())
                : whole.toList();
    }

    private static Stream<Part> entries(Node item) {
        return Yaml.tuples(item).stream().map((NodeTuple tuple) -> {
            String kind = String.valueOf(Yaml.text(tuple.getKeyNode()));
            return new Part(owner(word(kind), tuple.getValueNode()), kind, tuple.getKeyNode(), tuple.getValueNode());
        });
    }

    private static String word(String kind) {
        return switch (kind) {
            case "route", "routeTemplate", "from" -> "Route";
            case "routeConfiguration" -> "Routes configuration";
            default -> kind;
        };
    }

    static String owner(String word, Node named) {
        String id = Yaml.text(named, "id");
        return id == null ? word + " in line " + Place.of("", named).line() : word + " " + id;
    }
}
