// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * One step of a route.
 *
 * @param kind the key, for example {@code to}
 * @param key  the node of the key: the place of the step
 */
record Step(String kind, Node key, Node value) {

    static List<Step> of(Node sequence) {
        List<Step> steps = new ArrayList<>();
        for (Node item : Yaml.items(sequence)) {
            Yaml.tuples(item).forEach(tuple -> steps.add(of(tuple)));
            if (Yaml.text(item) != null) {
                steps.add(new Step(Yaml.text(item), item, item));
            }
        }
        return steps;
    }

    static Step of(NodeTuple tuple) {
        return new Step(String.valueOf(Yaml.text(tuple.getKeyNode())), tuple.getKeyNode(), tuple.getValueNode());
    }

    /** Returns the steps inside this one. */
    List<Step> inner() {
        return Yaml.value(value, "steps").map(Step::of).orElse(List.of());
    }

    Optional<Endpoint> endpoint(UnaryOperator<String> filler) {
        return Endpoint.KEYS.contains(kind) ? Endpoint.of(kind, value, filler) : Optional.empty();
    }
}
