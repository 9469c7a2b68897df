// SPDX-License-Identifier: Apache-2.0
package io.callingcard.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a hostile input of a good one. Most mutants keep the structure (JSON, or the lines of a vCard or of CSV), so that
 * they get past the first check.
 */
@FunctionalInterface
interface Mutator {

    /** Texts that attackers send, or that are at the edge of what is allowed. */
    List<String> HOSTILE = List.of(
            "",
            " ",
            "\0",
            "\r\n",
            "\u202E\u2066",
            "\uD800",
            "\u0661\u0662\u0663\u0664\u0665",
            "=cmd|'/c calc'!A1",
            "{{bean:chatLedger.stop}}",
            "${bean:chatLedger.stop}",
            "RAW(x)",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "+14155550100",
            "+1" + " ".repeat(500) + "x",
            "1".repeat(3_500) + "@x.y",
            "(".repeat(300),
            "a".repeat(5_000),
            // For these the JDK needs the square of the length, to make them lower case and to normalize them.
            "\u03A3".repeat(2_000),
            "\u0315\u0300".repeat(1_000),
            "\"\"\"",
            "2026-02-30T25:61:61Z",
            "99999999999999999999",
            "-0",
            "1e400",
            "NaN",
            "true",
            "null",
            ";TYPE=\"a\"".repeat(50),
            "BEGIN:VCARD",
            "END:VCARD",
            "AGENT:BEGIN:VCARD\\nAGENT:x\\nEND:VCARD");

    ObjectMapper JSON_MAPPER = new ObjectMapper();

    int MOST_CHANGES = 4;
    int MOST_REPEATS = 40;

    String mutate(String seed, RandomGenerator random);

    /** Changes values, fields and nesting of a JSON document; every eighth mutant is changed as text as well. */
    static Mutator json() {
        return (seed, random) -> {
            try {
                JsonNode tree = JSON_MAPPER.readTree(seed);
                for (int change = random.nextInt(1, MOST_CHANGES + 1); change > 0; change--) {
                    change(tree, random);
                }
                String mutant = JSON_MAPPER.writeValueAsString(tree);
                return random.nextInt(8) == 0 ? text().mutate(mutant, random) : mutant;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static void change(JsonNode tree, RandomGenerator random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        JsonNode place = containers.get(random.nextInt(containers.size()));
        if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(8) == 0
                    ? hostile(random)
                    : names.get(random.nextInt(names.size()));
            if (random.nextInt(6) == 0) {
                object.remove(name);
            } else {
                object.set(name, value(tree, containers, random));
            }
        } else if (place instanceof ArrayNode array) {
            if (!array.isEmpty() && random.nextInt(4) == 0) {
                array.remove(random.nextInt(array.size()));
            } else {
                JsonNode value = value(tree, containers, random);
                for (int i = random.nextInt(8) == 0 ? MOST_REPEATS : 1; i > 0; i--) {
                    array.add(value);
                }
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode value(JsonNode tree, List<JsonNode> containers, RandomGenerator random) {
        var nodes = JSON_MAPPER.getNodeFactory();
        return switch (random.nextInt(10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(new java.math.BigDecimal("1e" + random.nextInt(-400, 400)));
            case 4 -> nested(random.nextInt(1, 60));
            case 5 -> containers.get(random.nextInt(containers.size())).deepCopy();
            case 6 -> nodes.textNode(text().mutate(hostile(random), random));
            default -> nodes.textNode(hostile(random));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode nested = JSON_MAPPER.createObjectNode();
        for (int i = 0; i < depth; i++) {
            nested = i % 2 == 0
                    ? JSON_MAPPER.createArrayNode().add(nested)
                    : JSON_MAPPER.createObjectNode().set("a", nested);
        }
        return nested;
    }

    /** Changes whole lines, and words within a line; the first and the last line usually stay. */
    static Mutator lines() {
        return (seed, random) -> {
            List<String> lines = new ArrayList<>(seed.lines().toList());
            for (int change = random.nextInt(1, MOST_CHANGES + 1); change > 0; change--) {
                int at = lines.size() < 3 ? 0 : random.nextInt(1, lines.size() - 1);
                String line = lines.get(at);
                switch (random.nextInt(7)) {
                    case 0 -> lines.add(at, line);
                    case 1 -> {
                        if (lines.size() > 3) {
                            lines.remove(at);
                        }
                    }
                    case 2 -> {
                        String repeated = random.nextBoolean() ? line : hostile(random);
                        for (int i = 0; i < MOST_REPEATS; i++) {
                            lines.add(at, repeated);
                        }
                    }
                    case 3 -> lines.set(at, line + hostile(random));
                    case 4 -> lines.set(at, spliced(line, hostile(random), random));
                    case 5 -> lines.set(at, text().mutate(line, random));
                    default -> lines.set(at, "x" + random.nextInt(100) + "." + line);
                }
            }
            String mutant = String.join(random.nextBoolean() ? "\r\n" : "\n", lines);
            return random.nextInt(10) == 0 ? text().mutate(mutant, random) : mutant;
        };
    }

    /** Changes, removes and repeats characters. */
    static Mutator text() {
        return (seed, random) -> {
            String text = seed;
            for (int change = random.nextInt(1, MOST_CHANGES + 1); change > 0; change--) {
                text = switch (random.nextInt(4)) {
                    case 0 -> spliced(text, Character.toString(random.nextInt(0x3000)), random);
                    case 1 -> spliced(text, hostile(random), random);
                    case 2 -> {
                        int from = random.nextInt(text.length() + 1);
                        int until = Math.min(text.length(), from + random.nextInt(1, 9));
                        yield text.substring(0, from) + text.substring(until);
                    }
                    default -> {
                        int from = random.nextInt(text.length() + 1);
                        int until = Math.min(text.length(), from + random.nextInt(1, 9));
                        yield text.substring(0, until)
                                + text.substring(from, until).repeat(random.nextInt(1, MOST_REPEATS))
                                + text.substring(until);
                    }
                };
            }
            return text;
        };
    }

    private static String spliced(String text, String part, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + part + text.substring(at);
    }

    private static String hostile(RandomGenerator random) {
        return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }

    /** Half a surrogate becomes a question mark, as on a wire. */
    static byte[] bytes(String mutant) {
        return mutant.getBytes(StandardCharsets.UTF_8);
    }
}
