// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Dependencies run in one direction. The search for cycles of ArchUnit 1.4.1 misses most cycles in a graph of this size. */
class CyclesTest {

    @Test
    void noCyclesBetweenPackages() {
        assertThat(cycles(Jdeps::packageOf)).isEmpty();
    }

    @Test
    void noCyclesBetweenFiles() {
        assertThat(cycles(Jdeps::file)).isEmpty();
    }

    /** Returns the parts of each cycle. */
    private static Set<Set<String>> cycles(UnaryOperator<String> partOf) {
        Map<String, Set<String>> uses = Jdeps.uses(partOf);
        // Adds the parts that are used through others. A part of a cycle then uses itself.
        uses.forEach((through, further) ->
                uses.values().stream().filter(used -> used.contains(through)).forEach(used -> used.addAll(further)));
        return uses.keySet().stream()
                .filter(part -> uses.get(part).contains(part))
                .map(part -> uses.get(part).stream()
                        .filter(used -> uses.get(used).contains(part))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .collect(Collectors.toSet());
    }
}
