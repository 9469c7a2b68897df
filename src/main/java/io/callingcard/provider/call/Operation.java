// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Effect;

/**
 * Runs an operation for an exchange. Holds no state of an exchange.
 *
 * @param <C> the options of the endpoint
 */
@FunctionalInterface
public interface Operation<C extends Call.Options> {

    /**
     * Reads the exchange and starts the call. Does not write to the exchange.
     *
     * @throws IllegalArgumentException if a value of the exchange is invalid; nothing was sent
     */
    Future<OperationResult> run(Exchange exchange, Call<C> call);

    /** Returns the texts by which the message can be found in the provider's history; empty if unknown. */
    default List<String> texts(Exchange exchange, C options) {
        return List.of();
    }

    /** Returns how long the effect of a {@link Effect#SETTLED} call lasts, so that a repeat changes nothing; empty if for ever. */
    default Optional<Duration> settledFor() {
        return Optional.empty();
    }

    /**
     * Returns what would be sent for the exchange. Sends nothing.
     *
     * @return null if the operation does not tell
     * @throws IllegalArgumentException if a value of the exchange is invalid
     */
    default Preview preview(Exchange exchange, C options) {
        return null;
    }

    /**
     * A row in a component's table of operations. The table is an enum.
     *
     * @param <C> the options of the endpoint
     */
    interface Row<C extends Call.Options> {

        /** The name of the enum constant. */
        String name();

        Effect effect();

        Operation<C> operation();

        /** Returns the word in the URI. */
        default String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Finds the operation of a word. The error for an unknown word lists the known ones. */
        static <O extends Row<?>> O of(String scheme, String word, O[] table) {
            return Arrays.stream(table)
                    .filter(row -> row.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("operation: " + scheme + " has no '" + word
                            + "'; it has "
                            + Arrays.stream(table).map(Row::word).collect(Collectors.joining(", "))));
        }
    }
}
