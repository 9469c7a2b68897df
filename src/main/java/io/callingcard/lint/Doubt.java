// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.List;
import java.util.Set;

import org.snakeyaml.engine.v2.nodes.Node;

/** Whether a clause that handles failures also handles those whose message may have arrived. */
final class Doubt {

    static final String EXCEPTION = "InDoubtException";

    /** The simple names of the exceptions that a failure in doubt is. */
    private static final Set<String> CAUGHT =
            Set.of(EXCEPTION, "ProviderException", "RuntimeException", "Exception", "Throwable");

    /** Words of a condition that only failures meet whose message was not sent. */
    private static final List<String> PROOFS = List.of("NOT_SENT", "safeToRepeat", "ofLine");

    private static final Set<String> ADDRESSES =
            Set.of("CamelCardRecipient", "CamelCardChatId", "recipient", "chat-id");
    private static final Set<String> ADDRESS_OPTIONS = Set.of("to", "chatId", "recipient");

    private Doubt() {}

    /** Whether the clause takes failures in doubt. One that names no exception takes all. */
    static boolean isTakenBy(Node clause) {
        List<String> names = names(clause);
        return (names.isEmpty() || names.stream().anyMatch(CAUGHT::contains)) && !isConditional(clause);
    }

    /** Whether the clause names the exception itself. */
    static boolean isNamedBy(Node clause) {
        return names(clause).contains(EXCEPTION);
    }

    private static List<String> names(Node clause) {
        return Yaml.value(clause, "exception").map(Yaml::texts).orElse(List.of()).stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    private static boolean isConditional(Node clause) {
        String all = Yaml.print(clause);
        return PROOFS.stream().anyMatch(all::contains);
    }

    /** Whether the steps write to another person, such as an operator. */
    static boolean isForAnotherPerson(Node clause) {
        boolean[] found = {false};
        Yaml.visit(clause, (key, value) -> {
            boolean isHeader = "name".equals(Yaml.text(key)) && ADDRESSES.contains(String.valueOf(Yaml.text(value)));
            boolean isOption = "parameters".equals(Yaml.text(key))
                    && Yaml.tuples(value).stream()
                            .anyMatch(
                                    option -> ADDRESS_OPTIONS.contains(String.valueOf(Yaml.text(option.getKeyNode()))));
            found[0] |= isHeader || isOption;
        });
        return found[0];
    }
}
