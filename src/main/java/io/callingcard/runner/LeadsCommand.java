// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.ReportWriter;

/** Looks at leads. */
@Command(
        name = "leads",
        description = "Checks a file of leads.",
        mixinStandardHelpOptions = true,
        subcommands = LeadsCommand.Check.class)
final class LeadsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command, such as: leads check FILE");
    }

    /** How the answer is printed. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    /** A dry run of a file of leads. */
    @Command(
            name = "check",
            description = {
                "Tells which leads of a file would be accepted, which are known, and which would be refused and why.",
                "Uses the settings, the campaigns and the ledger of the runner. Stores and sends nothing."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Exit codes: 0 no lead is refused, 1 some are refused, 2 wrong usage or missing settings."})
    static final class Check implements Callable<Integer> {

        private static final ObjectMapper JSON = new ObjectMapper();

        @Parameters(paramLabel = "FILE", description = "A .csv file with a header line, or a .json file.")
        private Path file;

        @Option(names = "--campaign", description = "The campaign of the leads. Default: the field campaign of each.")
        private String campaign;

        @Option(
                names = "--format",
                defaultValue = "TABLE",
                description = "The form of the answer: ${COMPLETION-CANDIDATES}. CSV has the refused records and the"
                        + " reasons. Default: ${DEFAULT-VALUE}.")
        private Format format;

        @Option(names = "--routes", description = "The routes with the campaigns. Default: those of the runner.")
        private String routes;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new ParameterException(spec.commandLine(), "FILE: cannot be read. Name a file that exists.");
            }
            String usual = ConfigProvider.getConfig()
                    .getOptionalValue("callingcard.routes", String.class)
                    .orElse("classpath:routes/*.camel.yaml");
            return OfflineCamel.run(spec, routes == null ? usual : routes, this::check);
        }

        private int check(CamelContext camel) throws Exception {
            Path empty = withoutLedgerFile(camel.getRegistry().findSingleByType(ChatLedger.class));
            try {
                Exchange done = answer(camel);
                if (done.getException() != null) {
                    spec.commandLine().getErr().println(done.getException().getMessage());
                    return Commands.FAILED;
                }
                Map<?, ?> counts = done.getMessage().getBody(Map.class);
                print(spec.commandLine().getOut(), counts, done);
                return ((List<?>) counts.get("refused")).isEmpty() ? Commands.DONE : Commands.FAILED;
            } finally {
                camel.stop();
                delete(empty);
            }
        }

        /** A check creates no ledger: without a file it looks into an empty one. Returns the folder to delete, or null. */
        private static Path withoutLedgerFile(ChatLedger ledger) throws IOException {
            if (ledger == null || ledger.getDataSource() != null || Files.exists(Path.of(ledger.getFile()))) {
                return null;
            }
            Path folder = Files.createTempDirectory("calling-card");
            ledger.setFile(folder.resolve("empty.db").toString());
            return folder;
        }

        private static void delete(Path folder) throws IOException {
            if (folder == null) {
                return;
            }
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }

        private Exchange answer(CamelContext camel) throws IOException {
            boolean isCsv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
            ReportWriter.Format content = isCsv ? ReportWriter.Format.CSV : ReportWriter.Format.JSON;
            try (InputStream leads = Files.newInputStream(file)) {
                return camel.createProducerTemplate()
                        .request("campaign:add-leads?dryRun=true&format=" + content, exchange -> {
                            exchange.getMessage().setBody(leads);
                            if (campaign != null) {
                                exchange.getMessage().setHeader(CampaignConstants.NAME, campaign);
                            }
                        });
            }
        }

        private void print(PrintWriter out, Map<?, ?> counts, Exchange done) throws IOException {
            switch (format) {
                case JSON -> out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(counts));
                case CSV -> out.print(done.getMessage().getHeader(CampaignConstants.REJECTED, "", String.class));
                case TABLE -> {
                    table(out, counts.get("refused"), "reason");
                    table(out, counts.get("warnings"), "warning");
                    out.println(file.getFileName() + ": " + counts.get("summary"));
                }
            }
            out.flush();
        }

        /** Prints a line for each record: where it is, and what is to be mended. */
        private static void table(PrintWriter out, Object records, String told) {
            if (records instanceof List<?> each) {
                for (Object one : each) {
                    Map<?, ?> record = (Map<?, ?>) one;
                    boolean hasLine = record.containsKey("line");
                    String text = record.get(told).toString();
                    String place = hasLine ? "line " + record.get("line") : "record " + record.get("record");
                    String prefix = "line " + record.get("line") + ": ";
                    out.println(place + ": " + (text.startsWith(prefix) ? text.substring(prefix.length()) : text));
                }
            }
        }
    }
}
