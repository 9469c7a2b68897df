// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import io.smallrye.config.SmallRyeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a line, or a stand-in, with what its provider documents. */
@Command(
        name = "conform",
        description = "Compares a line, or a stand-in of it, with what its provider documents. Without --read-only it"
                + " sends messages to the number of --to.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 no difference, 1 differences, 2 wrong usage or missing settings."})
final class ConformCommand implements Callable<Integer> {

    /** How the results are printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(names = "--via", required = true, description = "The provider: ${COMPLETION-CANDIDATES}.")
    private Provider via;

    @Option(
            names = "--base-url",
            description =
                    "The address of the line or the stand-in. Default: that of the settings, such as" + " WA_BASE_URL.")
    private String baseUrl;

    @Option(names = "--read-only", description = "Sends only requests that read.")
    private boolean readOnly;

    @Option(names = "--to", description = "A phone number of your own, which receives the messages.")
    private String to;

    @Option(names = "--format", defaultValue = "text", description = "text or json. Default: text.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!readOnly && to == null) {
            return misused("--to: is missing. Name a phone number of your own, or use --read-only.");
        }
        String number = to == null ? null : to.replaceAll("[\\s().-]", "");
        if (number != null && !number.matches("\\+[1-9]\\d{6,14}")) {
            return misused("--to: has no country code. Write it as +1 415 555 0100.");
        }
        ConformAccount account = ConformAccount.of(via, baseUrl, settings());
        ConformRun run = new ConformRun(account, readOnly, values(number));
        List<ConformResult> results = new ArrayList<>();
        for (ConformCheck check : ConformCheck.of(via)) {
            results.add(run.result(check));
        }
        print(results);
        return results.stream().anyMatch(ConformResult::isDifferent) ? Commands.FAILED : Commands.DONE;
    }

    private int misused(String problem) {
        spec.commandLine().getErr().println(problem);
        return Commands.MISUSED;
    }

    private static UnaryOperator<String> settings() {
        SmallRyeConfig config = OfflineConfig.read();
        return name -> config.getOptionalValue(name, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }

    private static Map<String, String> values(String number) {
        Map<String, String> values =
                new HashMap<>(Map.of("run", UUID.randomUUID().toString()));
        if (number != null) {
            values.put("to", number);
            values.put("jid", number.substring(1) + "@s.whatsapp.net");
        }
        return values;
    }

    private void print(List<ConformResult> results) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(ConformCheck.JSON
                    .createArrayNode()
                    .addAll(results.stream().map(ConformResult::json).toList())
                    .toPrettyString());
            return;
        }
        results.forEach(result -> out.println(result.text()));
        long different = results.stream().filter(ConformResult::isDifferent).count();
        long skipped =
                results.stream().filter(result -> result.reason() != null).count();
        out.println(
                (results.size() - different - skipped) + " ok, " + different + " different, " + skipped + " skipped.");
    }
}
