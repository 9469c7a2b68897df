package io.callingcard.provider.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.callingcard.provider.wire.Effect;

/**
 * A row in a component's table of operations. The table is an enum.
 *
 * @param <C> the options of the endpoint
 */
public interface ProviderOperation<C extends CallOptions> {

    /** The name of the enum constant. */
    String name();

    Effect effect();

    Operation<C> operation();

    /** Returns the word in the URI. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds the operation of a word. The error for an unknown word lists the known ones. */
    static <O extends ProviderOperation<?>> O of(String scheme, String word, O[] table) {
        return Arrays.stream(table)
                .filter(row -> row.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: " + scheme + " has no '" + word
                        + "'; it has "
                        + Arrays.stream(table).map(ProviderOperation::word).collect(Collectors.joining(", "))));
    }
}
