// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

import io.callingcard.lint.Frame.Visit;

/** The claims of all routes, and the names of their steps. */
final class Claims {

    /** The keys of an idempotentConsumer that are no expression. */
    private static final Set<String> OTHER_KEYS = Set.of(
            "idempotentRepository",
            "eager",
            "completionEager",
            "skipDuplicate",
            "removeOnFailure",
            "steps",
            "id",
            "description",
            "note",
            "disabled");

    /**
     * One claim.
     *
     * @param content what it sends, with the placeholders filled
     */
    private record Claim(Visit visit, String name, String content) {}

    private final Flows flows;
    private final Blame blame;
    private final List<Claim> all = new ArrayList<>();

    Claims(Flows flows, Blame blame) {
        this.flows = flows;
        this.blame = blame;
    }

    /** Returns what names the claim of an idempotentConsumer. Nothing if its repository is none of the ledger's. */
    Optional<String> nameOf(Visit visit) {
        Node consumer = visit.step().value();
        String repository = Yaml.text(consumer, "idempotentRepository");
        String type =
                repository == null ? "" : flows.typeOf(repository, visit.frame().route());
        // The ledger itself keeps records such as events, and knows no step. Memory forgets at the next start.
        if (type.startsWith("org.apache.camel.") || type.equals("io.callingcard.ledger.ChatLedger")) {
            return Optional.empty();
        }
        String expression = Yaml.tuples(consumer).stream()
                .filter(tuple -> !OTHER_KEYS.contains(String.valueOf(Yaml.text(tuple.getKeyNode()))))
                .findFirst()
                .map(Claims::expression)
                .orElse("");
        return Optional.of(type + " " + visit.frame().names().fill(expression));
    }

    /** Returns what names the claim of ledger:once. */
    String nameOf(Visit visit, Endpoint once) {
        String repository = once.options().getOrDefault("once", "");
        return flows.typeOf(repository, visit.frame().route()) + " "
                + once.options().getOrDefault("step", "");
    }

    private static String expression(NodeTuple tuple) {
        Node value = tuple.getValueNode();
        if ("expression".equals(Yaml.text(tuple.getKeyNode()))
                && !Yaml.tuples(value).isEmpty()) {
            return expression(Yaml.tuples(value).get(0));
        }
        String text = Yaml.text(value) == null ? Yaml.text(value, "expression") : Yaml.text(value);
        return "header".equals(Yaml.text(tuple.getKeyNode())) ? "${header." + text + "}" : String.valueOf(text);
    }

    /** Notes a claim. One of the same name before it on the same way has taken its step. */
    void add(Visit visit, String name, State state) {
        Visit before = state.claims().get(name);
        if (before != null && isAnother(before, visit)) {
            blame.add(LintRule.DUPLICATE_CLAIM, visit, words(name) + ", as in " + place(before));
        }
        all.add(new Claim(
                visit, name, visit.frame().names().fill(Yaml.print(visit.step().value()))));
    }

    /**
     * Compares the claims of different sources. Two with the same fixed name and different content are probably a copy that was
     * not renamed. Two with the same content are one step that can be due in two ways.
     */
    void compare() {
        for (int i = 0; i < all.size(); i++) {
            Claim later = all.get(i);
            for (Claim claim : all.subList(0, i)) {
                if (claim.name.equals(later.name)
                        && !later.name.contains("${")
                        && !claim.content.equals(later.content)
                        && claim.visit.entry() != later.visit.entry()
                        && isAnother(claim.visit, later.visit)) {
                    blame.add(
                            LintRule.DUPLICATE_CLAIM,
                            Severity.WARNING,
                            later.visit,
                            words(later.name) + ", as in " + place(claim.visit));
                }
            }
        }
    }

    private static boolean isAnother(Visit one, Visit other) {
        return !Blame.user(one).place().equals(Blame.user(other).place()) && !one.excludes(other);
    }

    private static String place(Visit visit) {
        return Blame.user(visit).place().toString();
    }

    /** Returns the name of the step without the repository. */
    private static String words(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }
}
