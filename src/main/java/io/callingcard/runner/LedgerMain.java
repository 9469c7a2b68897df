package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.eclipse.microprofile.config.ConfigProvider;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;

/**
 * Runs one operation of {@code ledger:} or {@code campaign:} from the command line, such as {@code report by=day
 * format=csv}. The option {@code file} names the ledger (default: callingcard.db), {@code campaigns} the YAML file of the
 * campaigns (default: routes/campaigns.camel.yaml, or the one in the jar), {@code key} the step to resolve. {@code check},
 * {@code backup FILE} and {@code restore FILE} look after the ledger's file.
 */
final class LedgerMain {

    private static final Set<String> OWN_OPTIONS = Set.of("file", "campaigns", "key");
    private static final Set<String> LEDGER_OPERATIONS =
            Set.of("once", "in-doubt", "settle", "resolve", "forget", "purge");

    /** The first argument of these is the path of the backup. */
    private static final Set<String> COPIES = Set.of("backup", "restore");

    /** A report by one of these comes from {@code campaign:}. */
    private static final Set<String> CAMPAIGN_REPORTS = Set.of("LEAD", "LINE", "SHARE");

    private static final String USUAL_CAMPAIGNS = "routes/campaigns.camel.yaml";

    private LedgerMain() {}

    /** Returns the exit code of the process: 0 for success. */
    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) throws Exception {
        if (arguments.length == 0) {
            err.println("Name an operation, such as: report by=day format=csv");
            return 2;
        }
        boolean isCopy = COPIES.contains(arguments[0]);
        if (isCopy && arguments.length == 1) {
            err.println("Name the backup, such as: " + arguments[0] + " backup.db");
            return 2;
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = isCopy ? 2 : 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (equals < 1) {
                err.println("Write options as name=value, not " + arguments[i]);
                return 2;
            }
            options.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        if (isCopy || arguments[0].equals("check")) {
            return runOnFile(arguments, options, out, err);
        }
        // The context closes it.
        ChatLedger ledger = new ChatLedger();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            ledger.setFile(options.getOrDefault("file", ledger.getFile()));
            ledger.setHashKey(setting("callingcard.hash-key"));
            ledger.setNumberKey(setting("callingcard.ledger.number-key"));
            camel.getRegistry().bind("chatLedger", ledger);
            loadCampaigns(camel, options.get("campaigns"));
            camel.start();
            Exchange done = camel.createProducerTemplate().request(uri(arguments[0], options), exchange -> {
                exchange.getMessage().setBody(arguments[0].equals("add-leads") ? in : null);
                if (options.containsKey("key")) {
                    exchange.getMessage().setHeader(LedgerConstants.CLAIM_KEY, options.get("key"));
                }
            });
            if (done.getException() != null) {
                err.println(done.getException().getMessage());
                return 1;
            }
            print(done, out);
            return 0;
        }
    }

    /** Returns a setting of the runner, or null. The ledger needs the same keys here. */
    private static String setting(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class).orElse(null);
    }

    /** Checks, copies or replaces the file, without opening the ledger. */
    private static int runOnFile(String[] arguments, Map<String, String> options, PrintStream out, PrintStream err) {
        Path file = Path.of(options.getOrDefault("file", new ChatLedger().getFile()));
        try {
            out.println(
                    switch (arguments[0]) {
                        case "backup" -> Database.backup(file, Path.of(arguments[1]));
                        case "restore" -> Database.restore(file, Path.of(arguments[1]));
                        default -> Database.check(file);
                    });
            return 0;
        } catch (LedgerException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Values are raw, because numbers start with a plus. */
    private static String uri(String operation, Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> !OWN_OPTIONS.contains(option.getKey()))
                .map(option -> option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining("&", scheme(operation, options) + ":" + operation + "?", ""));
    }

    private static String scheme(String operation, Map<String, String> options) {
        String by = options.getOrDefault("by", "").toUpperCase(Locale.ROOT);
        boolean isLedger =
                operation.equals("report") ? !CAMPAIGN_REPORTS.contains(by) : LEDGER_OPERATIONS.contains(operation);
        return isLedger ? "ledger" : "campaign";
    }

    private static void loadCampaigns(CamelContext camel, String given) throws Exception {
        boolean isFile = given != null || Files.exists(Path.of(USUAL_CAMPAIGNS));
        String location = isFile ? "file:" + (given == null ? USUAL_CAMPAIGNS : given) : "classpath:" + USUAL_CAMPAIGNS;
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(ResourceHelper.resolveMandatoryResource(camel, location))) {
            camel.addRoutes(builder);
        }
    }

    private static void print(Exchange done, PrintStream out) throws IOException {
        String body = done.getMessage().getBody(String.class);
        if (body != null) {
            out.println(body.stripTrailing());
        }
        for (String count : List.of(LedgerConstants.COUNT, CampaignConstants.COUNT)) {
            Object value = done.getMessage().getHeader(count);
            if (body == null && value != null) {
                out.println(value);
            }
        }
        Object consent = done.getMessage().getHeader(CampaignConstants.CONSENT);
        if (consent != null) {
            out.println(consent);
        }
        Object rejected = done.getMessage().getHeader(CampaignConstants.REJECTED);
        if (rejected != null) {
            out.print(rejected);
        }
    }
}
