// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dependencies run in one direction. Uses jdeps: it also sees constants and the types of lambdas, and the search for
 * cycles of ArchUnit 1.4.1 misses most cycles in a graph of this size.
 */
class CyclesTest {

    private static final Pattern DEPENDENCY =
            Pattern.compile("^ +(io\\.callingcard\\.\\S+) +-> (io\\.callingcard\\.\\S+)", Pattern.MULTILINE);

    @Test
    void noCyclesBetweenPackages() {
        assertThat(cycles(type -> type.replaceFirst("\\.[^.]*$", ""))).isEmpty();
    }

    @Test
    void noCyclesBetweenFiles() {
        assertThat(cycles(type -> type.replaceFirst("\\$.*", ""))).isEmpty();
    }

    /** Returns the parts of each cycle. */
    private static Set<Set<String>> cycles(UnaryOperator<String> partOf) {
        Map<String, Set<String>> uses = new HashMap<>();
        Matcher dependency = DEPENDENCY.matcher(jdeps());
        while (dependency.find()) {
            String user = partOf.apply(dependency.group(1));
            String used = partOf.apply(dependency.group(2));
            if (!user.equals(used)) {
                uses.computeIfAbsent(user, part -> new HashSet<>()).add(used);
                uses.computeIfAbsent(used, part -> new HashSet<>());
            }
        }
        assertThat(uses).hasSizeGreaterThan(10);
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

    private static String jdeps() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "-v", "-cp", "target/classes", "target/classes");
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
