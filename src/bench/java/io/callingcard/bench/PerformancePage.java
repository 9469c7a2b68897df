// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the figures of the parts that were measured into the page about performance, each between its two marks. */
final class PerformancePage {

    private static final String FLOW_HEAD =
            """
            | Database | Answer time | Flow | Messages/s | CPU a message | Allocated a message | Commits a message | Intake to phone, p50 | p99 | Ratio |
            | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private static final String OUTBOUND_HEAD =
            """
            | Sender | Messages/s | CPU a message | Of the bare client |
            | --- | ---: | ---: | ---: |
            """;

    private static final String INBOUND_HEAD =
            """
            | Receiver | Events/s | Of the bare server |
            | --- | ---: | ---: |
            """;

    private static final String CLAIMS_HEAD =
            """
            | Nodes | Partitions | CPU of the nodes | CPU of PostgreSQL | Commits a step | CPU, of one node |
            | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private static final String SWEEP_HEAD =
            """
            | Due chats | CPU of the node | CPU of PostgreSQL | Ratio |
            | ---: | ---: | ---: | ---: |
            """;

    private static final String BUDGET_HEAD =
            """
            | Lines | Spent at a time | CPU of each | Time of each |
            | ---: | ---: | ---: | ---: |
            """;

    private static final String CHART =
            "![Messages a second of the flow, by database and answer time](performance.svg)\n\n";

    private final ObjectNode results;

    PerformancePage(ObjectNode results) {
        this.results = results;
    }

    void write(Path docs) throws IOException {
        Path page = docs.resolve("performance.md");
        String text = Files.readString(page);
        if (results.get("flow") instanceof ArrayNode rows) {
            text = replace(text, "flow", CHART + table(rows, FLOW_HEAD, PerformancePage::flow));
            Files.writeString(docs.resolve("performance.svg"), FlowChart.draw(rows));
        }
        if (results.get("end_to_end") instanceof ArrayNode rows) {
            text = replace(text, "outbound", table(rows, OUTBOUND_HEAD, PerformancePage::outbound));
        }
        if (results.get("inbound") instanceof ArrayNode rows) {
            text = replace(text, "inbound", table(rows, INBOUND_HEAD, PerformancePage::inbound));
        }
        if (results.get("scale") instanceof ObjectNode scale) {
            text = replace(text, "claims", table(scale.withArray("claims"), CLAIMS_HEAD, PerformancePage::claims));
            text = replace(text, "sweep", table(scale.withArray("sweep"), SWEEP_HEAD, PerformancePage::sweep));
            text = replace(text, "budget", table(scale.withArray("budget"), BUDGET_HEAD, PerformancePage::budget));
        }
        Files.writeString(page, text);
        System.out.println("Written to " + page);
    }

    private static String replace(String text, String part, String table) {
        Matcher marks = Pattern.compile("(<!-- " + part + " -->\n).*?(<!-- end -->)", Pattern.DOTALL)
                .matcher(text);
        if (!marks.find()) {
            throw new IllegalStateException("docs/performance.md: has no mark <!-- " + part + " -->. Add it.");
        }
        return text.substring(0, marks.end(1)) + table + text.substring(marks.start(2));
    }

    private String table(ArrayNode rows, String head, Function<JsonNode, String> row) {
        StringBuilder table = new StringBuilder("Machine: ")
                .append(results.get("machine").asText())
                .append(".\n\n")
                .append(head);
        rows.forEach(each -> table.append(row.apply(each)));
        return table.append('\n').toString();
    }

    private static String flow(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s ms | %s | %,.0f | %.2f ms | %,.0f kB | %.2f | %s | %s | %s |%n",
                FlowChart.DATABASES.get(row.get("database").asText()),
                row.get("latency_ms").asText(),
                FlowChart.NAMES.get(row.get("contender").asText()),
                row.get("messages_per_second").asDouble(),
                row.get("cpu_micros_per_message").asDouble() / 1e3,
                row.get("allocated_bytes_per_message").asDouble() / 1e3,
                row.get("commits_per_message").asDouble(),
                optional(row, "intake_to_phone_p50_ms", "%,.0f ms"),
                optional(row, "intake_to_phone_p99_ms", "%,.0f ms"),
                optional(row, "ratio_to_camel_http", "%.1f"));
    }

    private static String optional(JsonNode row, String field, String format) {
        return row.has(field)
                ? String.format(Locale.ROOT, format, row.get(field).asDouble())
                : "–";
    }

    private static String outbound(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %,.0f | %.0f µs | %.2f |%n",
                row.get("contender").asText(),
                row.get("messages_per_second").asDouble(),
                row.get("cpu_micros_per_message").asDouble(),
                row.get("ratio_to_client").asDouble());
    }

    private static String inbound(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %,.0f | %.2f |%n",
                row.get("receiver").asText(),
                row.get("events_per_second").asDouble(),
                row.get("ratio_to_bare").asDouble());
    }

    private static String claims(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.0f µs | %.0f µs | %.2f | %.2f |%n",
                row.get("nodes").asInt(),
                row.get("partitions").asInt() == 0 ? "–" : row.get("partitions").asText(),
                row.get("cpu_micros_of_nodes").asDouble(),
                row.get("cpu_micros_of_postgresql").asDouble(),
                row.get("commits_per_step").asDouble(),
                row.get("ratio_to_first").asDouble());
    }

    private static String sweep(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| %,d | %.0f µs | %.0f µs | %.2f |%n",
                row.get("chats").asInt(),
                row.get("cpu_micros_of_node").asDouble(),
                row.get("cpu_micros_of_postgresql").asDouble(),
                row.get("ratio_to_first").asDouble());
    }

    private static String budget(JsonNode row) {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.0f µs | %.0f µs |%n",
                row.get("lines").asInt(),
                row.get("block").asInt(),
                row.get("cpu_micros").asDouble(),
                row.get("micros").asDouble());
    }
}
