// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes mistakes in the form that editors and build servers read: SARIF 2.1.0. */
final class Sarif {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA =
            "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/Schemata/sarif-schema-2.1.0.json";

    private Sarif() {}

    /**
     * Returns the mistakes as JSON. One that a comment switches off is marked as suppressed, with the reason.
     *
     * @param version the version of the program
     */
    static String of(List<Mistake> mistakes, String version) {
        ObjectNode log = JSON.createObjectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        // SnakeYAML counts a character outside of the basic plane as one.
        run.put("columnKind", "unicodeCodePoints");
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Calling Card");
        driver.put("version", version);
        ArrayNode rules = driver.putArray("rules");
        for (LintRule rule : LintRule.values()) {
            rule(rules.addObject(), rule);
        }
        ArrayNode results = run.putArray("results");
        mistakes.forEach(mistake -> result(results.addObject(), mistake));
        return log.toPrettyString() + "\n";
    }

    private static void rule(ObjectNode node, LintRule rule) {
        node.put("id", rule.id());
        node.putObject("shortDescription").put("text", rule.sentence());
        node.putObject("fullDescription").put("text", rule.why());
        node.putObject("help").put("text", rule.cure());
        node.putObject("defaultConfiguration").put("level", rule.severity().word());
    }

    private static void result(ObjectNode node, Mistake mistake) {
        node.put("ruleId", mistake.rule().id());
        node.put("ruleIndex", mistake.rule().ordinal());
        node.put("level", mistake.severity().word());
        node.putObject("message").put("text", mistake.message());
        ObjectNode location = node.putArray("locations").addObject();
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(mistake.place().file()));
        ObjectNode region = physical.putObject("region");
        region.put("startLine", mistake.place().line());
        region.put("startColumn", mistake.place().column());
        region.put("endLine", mistake.place().endLine());
        region.put("endColumn", mistake.place().endColumn());
        location.putArray("logicalLocations").addObject().put("name", mistake.owner());
        if (mistake.isOff()) {
            ObjectNode suppression = node.putArray("suppressions").addObject();
            suppression.put("kind", "inSource");
            suppression.put("justification", mistake.reason());
        }
    }

    private static String uri(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte each : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            boolean isPlain =
                    Character.isLetterOrDigit(character) && character < 0x80 || "/-._~".indexOf(character) >= 0;
            uri.append(isPlain ? String.valueOf(character) : String.format("%%%02X", (int) character));
        }
        return uri.toString();
    }
}
