// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** The types that each type uses, as the program jdeps sees them: with constants and the types of lambdas. */
final class Jdeps {

    private static final Pattern DEPENDENCY =
            Pattern.compile("^ +(io\\.callingcard\\.\\S+) +-> (io\\.callingcard\\.\\S+)", Pattern.MULTILINE);

    private Jdeps() {}

    /**
     * Returns which parts of the code each part uses.
     *
     * @param partOf returns the part that a type belongs to, such as its package
     */
    static Map<String, Set<String>> uses(UnaryOperator<String> partOf) {
        Map<String, Set<String>> uses = new HashMap<>();
        Matcher dependency = DEPENDENCY.matcher(output());
        while (dependency.find()) {
            String user = partOf.apply(dependency.group(1));
            String used = partOf.apply(dependency.group(2));
            if (!user.equals(used)) {
                uses.computeIfAbsent(user, part -> new TreeSet<>()).add(used);
                uses.computeIfAbsent(used, part -> new TreeSet<>());
            }
        }
        assertThat(uses).hasSizeGreaterThan(10);
        return uses;
    }

    /** Returns the name of the type that a file is named after. */
    static String file(String type) {
        return type.replaceFirst("\\$.*", "");
    }

    static String packageOf(String type) {
        return type.replaceFirst("\\.[^.]*$", "");
    }

    private static String output() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "-v", "-cp", "target/classes", "target/classes");
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
