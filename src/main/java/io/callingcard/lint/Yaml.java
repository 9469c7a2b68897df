// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the nodes of YAML, which know their lines. */
final class Yaml {

    private Yaml() {}

    /** Returns the documents of a text. None if it is no YAML, or contains itself: Camel reports that when it loads the file. */
    static List<Node> documents(String text) {
        List<Node> documents = new ArrayList<>();
        try {
            new Compose(LoadSettings.builder().build())
                    .composeAllFromString(text)
                    .forEach(documents::add);
        } catch (YamlEngineException e) {
            return List.of();
        }
        return documents.stream().allMatch(document -> isFinite(document, identities(), identities()))
                ? documents
                : List.of();
    }

    private static Set<Node> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether no node contains itself by an alias. */
    private static boolean isFinite(Node node, Set<Node> around, Set<Node> known) {
        if (!around.add(node)) {
            return false;
        }
        boolean isFinite =
                known.contains(node) || children(node).stream().allMatch(child -> isFinite(child, around, known));
        around.remove(node);
        known.add(node);
        return isFinite;
    }

    private static List<Node> children(Node node) {
        List<Node> children = new ArrayList<>(items(node));
        tuples(node).forEach(tuple -> children.add(tuple.getValueNode()));
        return children;
    }

    static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static List<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    static Optional<NodeTuple> tuple(Node node, String key) {
        return tuples(node).stream()
                .filter(tuple -> key.equals(text(tuple.getKeyNode())))
                .findFirst();
    }

    /** Returns the value at a path of keys. */
    static Optional<Node> value(Node node, String... path) {
        Optional<Node> found = Optional.ofNullable(node);
        for (String key : path) {
            found = found.flatMap(each -> tuple(each, key)).map(NodeTuple::getValueNode);
        }
        return found;
    }

    /** Returns the text of a scalar, or null. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** Returns the text at a path of keys, or null. */
    static String text(Node node, String... path) {
        return value(node, path).map(Yaml::text).orElse(null);
    }

    /** Returns the text of a scalar, or those of a sequence of scalars. */
    static List<String> texts(Node node) {
        String text = text(node);
        return text != null
                ? List.of(text)
                : items(node).stream()
                        .map(Yaml::text)
                        .filter(each -> each != null)
                        .toList();
    }

    /** Visits each key with its value, from the outside to the inside. */
    static void visit(Node node, BiConsumer<Node, Node> visitor) {
        for (NodeTuple tuple : tuples(node)) {
            visitor.accept(tuple.getKeyNode(), tuple.getValueNode());
            visit(tuple.getValueNode(), visitor);
        }
        items(node).forEach(item -> visit(item, visitor));
    }

    /** Whether a scalar contains a word, also further inside, except in nested steps. */
    static boolean mentions(Node node, String word) {
        String text = text(node);
        return text != null && text.contains(word)
                || items(node).stream().anyMatch(item -> mentions(item, word))
                || tuples(node).stream()
                        .filter(tuple -> !"steps".equals(text(tuple.getKeyNode())))
                        .anyMatch(tuple -> mentions(tuple.getValueNode(), word));
    }

    /** Returns all keys and scalars, so that two parts can be compared wherever they stand. */
    static String print(Node node) {
        StringBuilder all = new StringBuilder();
        print(node, all);
        return all.toString();
    }

    private static void print(Node node, StringBuilder all) {
        if (text(node) != null) {
            all.append(text(node)).append('\n');
        }
        items(node).forEach(item -> print(item, all.append("- ")));
        tuples(node).forEach(tuple -> {
            all.append(text(tuple.getKeyNode())).append(": ");
            print(tuple.getValueNode(), all);
        });
        all.append('.');
    }
}
