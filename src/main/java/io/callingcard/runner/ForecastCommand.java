// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.callingcard.provider.wire.Json;
import io.callingcard.runner.OfflineLedger.Need;

/** Tells an operator what will be sent, and when each campaign ends. */
@Command(
        name = "forecast",
        description = {
            "Tells what will be sent in the next 24 hours, by line and hour, and when each campaign ends.",
            "Works while the runner is up and while it is down. It assumes that nothing fails."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ForecastCommand implements Callable<Integer> {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The form of the answer. Default: ${DEFAULT-VALUE}. One of: ${COMPLETION-CANDIDATES}.")
    private WhyCommand.Format format;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Your time zone, such as Europe/Berlin. Default: UTC.")
    private String zone;

    @Option(names = "--show-numbers", description = "Shows phone numbers. Default: they are masked.")
    private boolean showNumbers;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The ledger's SQLite file. Default: the ledger of the runner's settings.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("zone", zone);
        options.put("showNumbers", Boolean.toString(showNumbers));
        try (OfflineLedger ledger = new OfflineLedger(file, null, Need.LEDGER_AND_CAMPAIGNS)) {
            Exchange done = ledger.run("campaign:forecast", options, exchange -> {});
            String json = done.getMessage().getBody(String.class);
            if (format == WhyCommand.Format.JSON) {
                out(json);
            } else {
                print(new ObjectMapper().readTree(json));
            }
            return Commands.DONE;
        }
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
    }

    private void print(JsonNode forecast) {
        forecast.path("campaigns").forEach(campaign -> out(sentence(campaign)));
        List<JsonNode> hours = new ArrayList<>();
        for (JsonNode hour : forecast.path("hours")) {
            if (hour.path("messages").asLong() > 0) {
                hours.add(row(hour));
            }
        }
        out("");
        if (hours.isEmpty()) {
            out("Nothing is due in the next 24 hours.");
            return;
        }
        out("Messages by hour and line, if nothing fails:");
        out(Table.of(hours, List.of("at", "line", "messages")));
        List<JsonNode> next = new ArrayList<>();
        forecast.path("next").forEach(turn -> next.add(row(turn)));
        if (!next.isEmpty()) {
            out("Who comes next:");
            out(Table.of(next, List.of("at", "number", "what", "campaign")));
        }
    }

    private JsonNode row(JsonNode from) {
        ObjectNode row = Json.object();
        row.setAll((ObjectNode) from);
        row.put("at", local(from.path("at").asText()));
        return row;
    }

    private String local(String instant) {
        ZoneId where = zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        return MINUTES.format(Instant.parse(instant).atZone(where));
    }

    private static String lines(JsonNode campaign) {
        long lines = campaign.path("lines").asLong();
        return lines == 1 ? "1 line." : lines + " lines.";
    }

    private String sentence(JsonNode campaign) {
        long waiting = campaign.path("waiting").asLong();
        String begin =
                campaign.path("name").asText() + ": " + (waiting == 1 ? "1 lead waits." : waiting + " leads wait.");
        if (campaign.path("paused").asBoolean()) {
            return begin + " The campaign is paused, so nothing of it is sent.";
        }
        String through = campaign.hasNonNull("through")
                ? " The last begins at " + local(campaign.path("through").asText())
                : " It is not known when the last begins";
        return switch (campaign.path("assumption").asText()) {
            case "PLAN" ->
                begin + through + ", by the budget of "
                        + (campaign.hasNonNull("per_line_and_day")
                                ? campaign.path("per_line_and_day").asLong() + " a day and line, and "
                                : "")
                        + "a gap of " + campaign.path("gap_seconds").asLong() + " s, on "
                        + lines(campaign);
            case "PACE" ->
                begin + through + ", at the pace of the last hour: "
                        + campaign.path("pace_per_hour").asLong() + " leads.";
            case "AT_ONCE" -> begin + " They begin as soon as their line takes them: there is no budget.";
            default -> begin;
        };
    }
}
