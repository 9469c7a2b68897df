// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Draws the messages a second of the flow as bars, as SVG. */
final class FlowChart {

    static final Map<String, String> NAMES =
            Map.of(FlowBench.OURS, "Calling Card", FlowBench.THEIRS, "camel-http + camel-sql");
    static final Map<String, String> DATABASES = Map.of("sqlite", "SQLite", "postgresql", "PostgreSQL");

    private static final Map<String, String> COLORS = Map.of(FlowBench.OURS, "#1f6feb", FlowBench.THEIRS, "#9aa4b2");

    private static final int WIDTH = 760;
    private static final int LEFT = 170;
    private static final int LONGEST = 500;
    private static final int TOP = 64;
    private static final int BAR = 16;
    private static final int GAP = 14;

    private final StringBuilder svg = new StringBuilder();

    private FlowChart() {}

    static String draw(ArrayNode rows) {
        FlowChart chart = new FlowChart();
        chart.legend();
        int height = chart.bars(rows) + GAP;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
                font-family="sans-serif" font-size="13" fill="#24292f">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s</svg>
                """
                .formatted(WIDTH, height, chart.svg);
    }

    private void legend() {
        text(16, 24, "start", "Messages a second, by database and answer time of the providers");
        int x = 16;
        for (String contender : List.of(FlowBench.OURS, FlowBench.THEIRS)) {
            rectangle(x, 36, BAR, COLORS.get(contender));
            text(x + BAR + 6, 36 + BAR - 4, "start", NAMES.get(contender));
            x += 140;
        }
    }

    /** Returns where they end. */
    private int bars(ArrayNode rows) {
        double most = StreamSupport.stream(rows.spliterator(), false)
                .mapToDouble(row -> row.get("messages_per_second").asDouble())
                .max()
                .orElse(1);
        int y = TOP;
        String group = "";
        for (JsonNode row : rows) {
            String name = DATABASES.get(row.get("database").asText()) + ", "
                    + row.get("latency_ms").asText() + " ms";
            if (!name.equals(group)) {
                y += GAP;
                text(LEFT - 12, y + BAR - 4, "end", name);
                group = name;
            }
            double perSecond = row.get("messages_per_second").asDouble();
            double length = Math.max(1, perSecond / most * LONGEST);
            rectangle(LEFT, y, length, COLORS.get(row.get("contender").asText()));
            text(LEFT + length + 6, y + BAR - 4, "start", String.format(Locale.ROOT, "%,.0f", perSecond));
            y += BAR + 2;
        }
        return y;
    }

    private void rectangle(double x, int top, double width, String color) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                top,
                width,
                BAR,
                color));
    }

    private void text(double x, int baseline, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, baseline, anchor, words));
    }
}
