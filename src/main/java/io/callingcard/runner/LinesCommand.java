// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.callingcard.runner.OfflineLedger.Need;

/** Shows an operator which node drives which line. */
@Command(
        name = "lines",
        description = {
            "Shows each line: the node that drives it, since when and until when, and what waits for it.",
            "Works while the nodes are up and while they are down."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class LinesCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("line", "node", "since", "lease_until", "free_at", "sending", "waiting");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The form of the answer. Default: ${DEFAULT-VALUE}. One of: ${COMPLETION-CANDIDATES}.")
    private WhyCommand.Format format;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The ledger's SQLite file. Default: the ledger of the runner's settings.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (OfflineLedger ledger = new OfflineLedger(file, null, Need.LEDGER)) {
            String json = ledger.run("campaign:report", Map.of("by", "DRIVER"), exchange -> {})
                    .getMessage()
                    .getBody(String.class);
            PrintWriter out = spec.commandLine().getOut();
            if (format == WhyCommand.Format.JSON) {
                out.println(json);
            } else {
                print(new ObjectMapper().readTree(json), out);
            }
            return Commands.DONE;
        }
    }

    private static void print(JsonNode rows, PrintWriter out) {
        List<JsonNode> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.has("line")) {
                lines.add(row);
            } else if (row.has("node")) {
                notes.add("The node " + row.path("node").asText() + " drives no line.");
            } else {
                long waiting = row.path("waiting").asLong();
                notes.add(
                        waiting == 1
                                ? "1 lead waits for any line of its campaign."
                                : waiting + " leads wait for any line of their campaigns.");
            }
        }
        if (lines.isEmpty() && notes.isEmpty()) {
            out.println("There are none.");
        }
        if (!lines.isEmpty()) {
            out.println(Table.of(lines, COLUMNS));
        }
        notes.forEach(out::println);
    }
}
