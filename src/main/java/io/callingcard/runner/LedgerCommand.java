// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.card.PhoneMask;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Span;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.runner.OfflineLedger.Need;

/** Reads and changes the ledger for an operator. Each operation is a method. */
@Command(
        name = "ledger",
        description =
                "Reads and changes the ledger, also while the runner is running. For example: ledger report --by day",
        synopsisSubcommandLabel = "OPERATION",
        // Commands adds them, of which mostly one is needed.
        addMethodSubcommands = false,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        scope = ScopeType.INHERIT)
final class LedgerCommand implements Runnable {

    /** The form of a report. */
    enum Format {
        TABLE,
        JSON,
        CSV;

        /** The word that the help shows. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a person found out about a step in doubt. */
    enum Found {
        SENT,
        NOT_SENT;

        /** The word that the help shows. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A table is for the eye. */
    private static final int MOST_IN_TABLE = 100;

    private static final String VALUES = " One of: ${COMPLETION-CANDIDATES}.";
    private static final String FORMAT = "The form of the rows. Default: ${DEFAULT-VALUE}." + VALUES;
    private static final String LIMIT =
            "The largest number of rows; 0 for all. Default: " + MOST_IN_TABLE + " in a table, otherwise all.";
    private static final String PERSON = "The phone number or email address, such as +14155550100.";

    private static final Processor NOTHING = exchange -> {};

    @Option(
            names = "--file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The ledger's SQLite file. Default: the ledger of the runner's settings.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name an operation, such as: ledger report --by day");
    }

    @Command(description = "Reports steps, leads, lines or shares.")
    int report(
            @Option(
                            names = "--by",
                            paramLabel = "WORD",
                            defaultValue = "chat",
                            completionCandidates = ReportBy.class,
                            description = "What a row shows. Default: ${DEFAULT-VALUE}." + VALUES)
                    String by,
            @Option(names = "--campaign", paramLabel = "NAME", description = "By lead: leads of this campaign only.")
                    String campaign,
            @Option(names = "--flow", paramLabel = "NAME", description = "By chat: steps of this flow only.")
                    String flow,
            @Option(names = "--step", paramLabel = "NAME", description = "By chat: steps of this name only.")
                    String step,
            @Option(names = "--person", paramLabel = "PERSON", description = "By chat and lead: this person only.")
                    String person,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "By chat: steps in this state only." + VALUES)
                    StepState state,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "By day: the time zone, such as Europe/Berlin. Default: UTC.")
                    String zone,
            @Option(names = "--limit", paramLabel = "NUMBER", description = LIMIT) Integer limit,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = FORMAT)
                    Format format)
            throws Exception {
        String component = ReportBy.component(by)
                .orElseThrow(() -> misused(
                        "--by: '" + by + "' is unknown. Use one of " + String.join(", ", new ReportBy()) + "."));
        Map<String, String> own = new LinkedHashMap<>();
        own.put("campaign", campaign);
        Map<String, String> others = new LinkedHashMap<>();
        others.put("flow", flow);
        others.put("step", step);
        others.put("state", state == null ? null : state.name());
        others.put("zone", zone);
        boolean isOfCampaign = component.equals("campaign");
        (isOfCampaign ? others : own).forEach((option, value) -> {
            if (value != null) {
                throw misused("--" + option + ": cannot be used with --by " + by + ". Remove one of them.");
            }
        });
        Map<String, String> options = new HashMap<>(isOfCampaign ? own : others);
        options.put("by", by.toUpperCase(Locale.ROOT));
        options.put("person", person);
        return rows(component, options, ReportBy.columns(by), limit, format);
    }

    @Command(name = "in-doubt", description = "Lists the steps that may have been sent. Use resolve to decide one.")
    int inDoubt(
            @Option(names = "--person", paramLabel = "PERSON", description = "Steps of this person only.")
                    String person,
            @Option(names = "--limit", paramLabel = "NUMBER", description = LIMIT) Integer limit,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = FORMAT)
                    Format format)
            throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("state", StepState.IN_DOUBT.name());
        options.put("person", person);
        return rows(
                "ledger",
                options,
                List.of("person", "flow", "step", "decision", "begun_at", "line", "key"),
                limit,
                format);
    }

    private int rows(String component, Map<String, String> options, List<String> columns, Integer limit, Format format)
            throws Exception {
        boolean isTable = format == Format.TABLE;
        int most = limit != null ? limit : isTable ? MOST_IN_TABLE : 0;
        // One more shows whether there are more.
        options.put("limit", Integer.toString(isTable && most > 0 ? most + 1 : most));
        options.put("format", format == Format.CSV ? "CSV" : "JSON");
        try (OfflineLedger ledger = new OfflineLedger(file, null, Need.LEDGER)) {
            requireReadable(ledger, options);
            Exchange done = ledger.run(component + ":report", options, NOTHING);
            if (!isTable) {
                copy(done.getMessage().getBody(InputStream.class), format);
                return Commands.DONE;
            }
            List<JsonNode> rows = list(done.getMessage().getBody(InputStream.class));
            if (rows.isEmpty()) {
                out("There are none.");
            } else {
                boolean isCut = most > 0 && rows.size() > most;
                out(Table.of(isCut ? rows.subList(0, most) : rows, columns));
                if (isCut) {
                    out("These are the first " + most + ". Add --limit 0 for all.");
                }
            }
        }
        return Commands.DONE;
    }

    /** Prints rows as they come, because a ledger can have millions. */
    private void copy(InputStream body, Format format) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            lines.transferTo(out);
        }
        // CSV ends its last line itself.
        out.print(format == Format.CSV ? "" : System.lineSeparator());
        out.flush();
    }

    private static List<JsonNode> list(InputStream json) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        new ObjectMapper().readTree(json).forEach(rows::add);
        return rows;
    }

    @Command(description = "Tells on which days a campaign writes to its leads.")
    int plan(
            @Option(names = "--campaign", paramLabel = "NAME", required = true, description = "The campaign.")
                    String campaign,
            @Option(
                            names = "--leads",
                            paramLabel = "NUMBER",
                            description = "The number of leads. Default: the leads that wait.")
                    Integer leads,
            @Option(
                            names = "--campaigns",
                            paramLabel = "FILE",
                            description = "A YAML file with the campaign. Default: the campaigns of the runner.")
                    Path campaigns,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = FORMAT)
                    Format format)
            throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("campaign", campaign);
        options.put("leads", leads == null ? null : leads.toString());
        options.put("format", format == Format.CSV ? "CSV" : "JSON");
        try (OfflineLedger ledger = new OfflineLedger(file, campaigns, Need.CAMPAIGNS)) {
            InputStream body =
                    ledger.run("campaign:plan", options, NOTHING).getMessage().getBody(InputStream.class);
            if (format != Format.TABLE) {
                copy(body, format);
                return Commands.DONE;
            }
            JsonNode plan = new ObjectMapper().readTree(body);
            out(counted(plan.path("leads").asLong(), "lead waits", "leads wait") + " in " + campaign + ". "
                    + (plan.hasNonNull("last_day")
                            ? "The last is written to on "
                                    + plan.path("last_day").asText() + "."
                            : "No day is planned."));
            if (!plan.path("schedule").isEmpty()) {
                out(Table.of(plan.path("schedule"), List.of()));
            }
        }
        return Commands.DONE;
    }

    @Command(description = "Records what a person found out about a step in doubt.")
    int resolve(
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            required = true,
                            description = "The key of the step, as in-doubt shows it.")
                    String key,
            @Option(
                            names = "--as",
                            paramLabel = "OUTCOME",
                            required = true,
                            description = "What became of the step." + VALUES)
                    Found found)
            throws Exception {
        Exchange done = run("ledger:resolve", Need.LEDGER, Map.of("resolution", found.name()), exchange -> {
            exchange.getMessage().setHeader(LedgerConstants.CLAIM_KEY, key);
            exchange.getMessage().setHeader(LedgerConstants.ACTOR, "command");
        });
        if (count(done, LedgerConstants.COUNT) == 0) {
            throw new IllegalArgumentException(
                    "--key: no step in doubt has this key. List the keys with: calling-card ledger in-doubt");
        }
        out("The step is recorded as " + found.toString().replace('_', ' ') + ".");
        return Commands.DONE;
    }

    @Command(description = "Deletes a person. An opt-out stays, as a hash.")
    int forget(@Option(names = "--person", paramLabel = "PERSON", required = true, description = PERSON) String person)
            throws Exception {
        long rows = count(run("ledger:forget", Need.LEDGER, Map.of("person", person), NOTHING), LedgerConstants.COUNT);
        out(
                rows == 0
                        ? "The ledger knows nothing of " + PhoneMask.mask(person) + "."
                        : "Deleted " + counted(rows, "row", "rows") + " of " + PhoneMask.mask(person) + ".");
        return Commands.DONE;
    }

    @Command(description = "Deletes rows that are old and decide nothing any more.")
    int purge(
            @Option(
                            names = "--older-than",
                            paramLabel = "TIME",
                            defaultValue = "365d",
                            description = "The age of the rows, such as 90d. Default: ${DEFAULT-VALUE}.")
                    String age)
            throws Exception {
        String retention = millis("--older-than", age);
        long rows =
                count(run("ledger:purge", Need.LEDGER, Map.of("retention", retention), NOTHING), LedgerConstants.COUNT);
        out("Deleted " + counted(rows, "row", "rows") + " older than " + age + ".");
        return Commands.DONE;
    }

    @Command(description = "Tells whether a person may be written to.")
    int consent(@Option(names = "--person", paramLabel = "PERSON", required = true, description = PERSON) String person)
            throws Exception {
        Exchange done = run("campaign:consent", Need.LEDGER, Map.of("person", person), NOTHING);
        boolean isAllowed = done.getMessage().getHeader(CampaignConstants.CONSENT, Boolean.class);
        out(PhoneMask.mask(person)
                + (isAllowed ? " has not opted out." : " opted out. Campaigns do not write to this person."));
        return Commands.DONE;
    }

    @Command(name = "opt-out", description = "Records that a person wants no messages. Campaigns then send none.")
    int optOut(@Option(names = "--person", paramLabel = "PERSON", required = true, description = PERSON) String person)
            throws Exception {
        run("campaign:opt-out", Need.NEW_LEDGER, Map.of("person", person), NOTHING);
        out("Campaigns do not write to " + PhoneMask.mask(person) + " any more.");
        return Commands.DONE;
    }

    @Command(name = "opt-in", description = "Records that a person who opted out wants messages again.")
    int optIn(@Option(names = "--person", paramLabel = "PERSON", required = true, description = PERSON) String person)
            throws Exception {
        run("campaign:opt-in", Need.LEDGER, Map.of("person", person), NOTHING);
        out("Campaigns may write to " + PhoneMask.mask(person) + " again.");
        return Commands.DONE;
    }

    @Command(name = "pause-line", description = "Pauses the daily shares of a line. Leads and answers go on.")
    int pauseLine(
            @Option(
                            names = "--line",
                            required = true,
                            paramLabel = "PROVIDER:NUMBER",
                            description = "The line, as report --by line shows it, such as linq:+12025550143.")
                    String line,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "1d",
                            description = "How long, such as 2h; 0s ends a pause. Default: ${DEFAULT-VALUE}.")
                    String pause,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "paused by an operator",
                            description = "What a report shows.")
                    String reason)
            throws Exception {
        int colon = line.indexOf(':');
        String provider = line.substring(0, Math.max(0, colon));
        if (Arrays.stream(Provider.values()).noneMatch(known -> known.scheme().equals(provider))) {
            throw misused("--line: is not a line. Write the provider and the number, such as linq:+12025550143.");
        }
        String given = line.substring(colon + 1);
        String number = given.startsWith("+") ? given.replaceAll("[ ().-]", "") : given;
        String millis = millis("--for", pause);
        run("campaign:pause-line", Need.LEDGER, Map.of("pause", millis, "reason", reason), exchange -> {
            exchange.getMessage().setHeader(CardConstants.PROVIDER, provider);
            exchange.getMessage().setHeader(CardConstants.FROM, number);
        });
        out("The shares of " + provider + ":" + PhoneMask.mask(number) + " pause until "
                + Instant.now().plusMillis(Long.parseLong(millis)).truncatedTo(ChronoUnit.SECONDS) + ".");
        return Commands.DONE;
    }

    @Command(description = "Lists what operators and commands changed, the newest first.")
    int audit(
            @Option(names = "--limit", paramLabel = "NUMBER", description = LIMIT) Integer limit,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = FORMAT)
                    Format format)
            throws Exception {
        boolean isCsv = format == Format.CSV;
        Map<String, String> options = new HashMap<>();
        options.put("limit", Integer.toString(limit != null ? limit : isCsv ? 0 : MOST_IN_TABLE));
        options.put("format", isCsv ? "CSV" : "JSON");
        try (OfflineLedger ledger = new OfflineLedger(file, null, Need.LEDGER)) {
            InputStream body =
                    ledger.run("ledger:audit", options, NOTHING).getMessage().getBody(InputStream.class);
            if (format != Format.TABLE) {
                copy(body, format);
                return Commands.DONE;
            }
            JsonNode entries = new ObjectMapper().readTree(body).path("entries");
            out(
                    entries.isEmpty()
                            ? "There are none."
                            : Table.of(entries, List.of("at", "user", "action", "target", "details")));
        }
        return Commands.DONE;
    }

    @Command(description = "Retries leads that were set aside. Steps that were sent are not sent again.")
    int replay(
            @Option(names = "--campaign", paramLabel = "NAME", description = "The campaign. Default: all campaigns.")
                    String campaign)
            throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("campaign", campaign);
        long leads = count(run("campaign:replay", Need.LEDGER, options, NOTHING), CampaignConstants.COUNT);
        out(counted(leads, "lead waits", "leads wait") + " again.");
        return Commands.DONE;
    }

    @Command(name = "add-leads", description = "Adds leads from a file or the standard input.")
    int addLeads(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "A JSON or CSV file. Default: the standard input.")
                    Path leads,
            @Option(names = "--campaign", paramLabel = "NAME", description = "The campaign of leads that name none.")
                    String campaign,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            description =
                                    "The form of the leads: json or csv. Default: csv for a file named so, otherwise json.")
                    Format format)
            throws Exception {
        if (leads != null && (!Files.isReadable(leads) || Files.isDirectory(leads))) {
            throw misused("FILE: " + leads + " cannot be read. Name a file that exists.");
        }
        boolean isCsv = format == Format.CSV
                || format == null && leads != null && leads.toString().endsWith(".csv");
        Map<String, String> options = new HashMap<>();
        options.put("campaign", campaign);
        options.put("format", isCsv ? "CSV" : "JSON");
        try (InputStream in = leads == null ? System.in : Files.newInputStream(leads);
                OfflineLedger ledger = new OfflineLedger(file, null, Need.CAMPAIGNS)) {
            Exchange done = ledger.run("campaign:add-leads", options, exchange -> {
                exchange.getMessage().setBody(in);
                // A story names the command and the file as the source of its leads.
                exchange.getExchangeExtension().setFromRouteId("ledger add-leads");
                if (leads != null) {
                    exchange.getMessage()
                            .setHeader(
                                    Exchange.FILE_NAME_ONLY, leads.getFileName().toString());
                }
            });
            out(done.getMessage().getBody(Map.class).get("summary").toString());
            String rejected = done.getMessage().getHeader(CampaignConstants.REJECTED, String.class);
            if (rejected != null) {
                out(rejected.stripTrailing());
                return Commands.FAILED;
            }
        }
        return Commands.DONE;
    }

    @Command(description = "Checks the ledger's file.")
    int check() {
        out(Database.check(path()));
        return Commands.DONE;
    }

    @Command(description = "Copies the ledger's file. The runner may be running.")
    int backup(@Parameters(paramLabel = "FILE", description = "The new file.") Path copy) {
        out(Database.backup(path(), copy));
        return Commands.DONE;
    }

    @Command(description = "Puts a backup in the place of the ledger's file. Stop the runner first.")
    int restore(@Parameters(paramLabel = "FILE", description = "The backup.") Path backup) {
        out(Database.restore(path(), backup));
        return Commands.DONE;
    }

    @Command(
            name = "warm-up",
            hidden = true,
            description = "Loads the classes of commands, for the class archive, and unpacks the library of SQLite.")
    int warmUp() throws Exception {
        Path library =
                Files.createDirectories(path().resolveSibling("native")).resolve(LibraryLoaderUtil.getNativeLibName());
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library.getFileName())) {
            Files.copy(packed, library);
        }
        optOut("+14155550100");
        pauseLine("linq:", "1d", "warm-up");
        run("campaign:replay", Need.CAMPAIGNS, Map.of(), NOTHING);
        Commands.run("why", "+14155550100", "--file", path().toString());
        inDoubt(null, null, Format.JSON);
        report("lead", null, null, null, null, null, null, null, Format.CSV);
        return report("line", null, null, null, null, null, null, null, Format.TABLE);
    }

    private Path path() {
        return file == null ? OfflineLedger.file() : file;
    }

    private Exchange run(String uri, Need need, Map<String, String> options, Processor fill) throws Exception {
        try (OfflineLedger ledger = new OfflineLedger(file, null, need)) {
            requireReadable(ledger, options);
            return ledger.run(uri, options, fill);
        }
    }

    /** An opt-out of a number without its country code would stop no message to the person. */
    private static void requireReadable(OfflineLedger ledger, Map<String, String> options) throws Exception {
        if (options.get("person") != null) {
            ledger.requireReadable(options.get("person"), "--person");
        }
    }

    private static long count(Exchange done, String header) {
        return done.getMessage().getHeader(header, 0L, Long.class);
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private String millis(String option, String span) {
        try {
            return Long.toString(Span.of(option, span).toMillis());
        } catch (IllegalArgumentException e) {
            throw misused(e.getMessage());
        }
    }

    private ParameterException misused(String problem) {
        return new ParameterException(
                spec.commandLine().getParseResult().subcommand().commandSpec().commandLine(), problem);
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
    }
}
