// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

/** The operations of {@code ledger:}. The word in the URI is the constant in lower case with hyphens. */
enum LedgerOperation {
    ONCE(LedgerOperations::once),
    IN_DOUBT(LedgerOperations::inDoubt),
    SETTLE(LedgerOperations::settle),
    NEWEST_CHATS(LedgerOperations::newestChats),
    FIND_GAP(LedgerOperations::findGap),
    RESOLVE(LedgerOperations::resolve),
    REPORT(LedgerOperations::report),
    EXPLAIN(Explanation::explain),
    FORGET(LedgerOperations::forget),
    PURGE(LedgerOperations::purge),
    AUDIT(Auditing::audit);

    private final Begin begin;

    /** An operation that ends later. */
    private interface Begin {
        CompletionStage<?> begin(Exchange exchange, LedgerConfiguration configuration) throws Exception;
    }

    /** An operation that ends at once. */
    private interface Run {
        void run(Exchange exchange, LedgerConfiguration configuration) throws Exception;
    }

    LedgerOperation(Begin begin) {
        this.begin = begin;
    }

    LedgerOperation(Run run) {
        this((exchange, configuration) -> {
            run.run(exchange, configuration);
            return null;
        });
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns when the operation ends; null if it has ended. */
    CompletionStage<?> run(Exchange exchange, LedgerConfiguration configuration) throws Exception {
        return begin.begin(exchange, configuration);
    }

    static LedgerOperation of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: ledger:" + word
                        + " does not exist. Use one of "
                        + Arrays.stream(values()).map(LedgerOperation::word).collect(Collectors.joining(", "))
                        + "."));
    }
}
