package io.callingcard.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The ledger at the command line: {@code LedgerMain report by=day format=csv}, {@code LedgerMain plan campaign=welcome},
 * {@code LedgerMain resolve key=... resolution=SENT}, and so on: an operation of {@code ledger:} and its options. Where
 * the ledger is says {@code file} (callingcard.db), where the campaigns are {@code campaigns} (routes/campaigns.camel.yaml,
 * or those of the jar).
 */
public final class LedgerMain {

    private static final Set<String> OURS = Set.of("file", "campaigns", "key");
    private static final String USUAL_CAMPAIGNS = "routes/campaigns.camel.yaml";

    private LedgerMain() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments, System.in, System.out, System.err));
    }

    /** What the process answers: 0 when all went well. */
    public static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) throws Exception {
        if (arguments.length == 0) {
            err.println("Name an operation, such as: report by=day format=csv");
            return 2;
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (equals < 1) {
                err.println("Options are written name=value, not " + arguments[i]);
                return 2;
            }
            options.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        // Ends with the context.
        ChatLedger ledger = new ChatLedger();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            ledger.setFile(options.getOrDefault("file", ledger.getFile()));
            camel.getRegistry().bind("chatLedger", ledger);
            loadCampaigns(camel, options.get("campaigns"));
            camel.start();
            Exchange done = camel.createProducerTemplate().request(uri(arguments[0], options), exchange -> {
                exchange.getMessage().setBody(arguments[0].equals("add-leads") ? in : null);
                if (options.containsKey("key")) {
                    exchange.getMessage().setHeader(LedgerConstants.KEY, options.get("key"));
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

    /** Values are raw: numbers begin with a plus. */
    private static String uri(String operation, Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> !OURS.contains(option.getKey()))
                .map(option -> option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining("&", "ledger:" + operation + "?", ""));
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
        Object count = done.getMessage().getHeader(LedgerConstants.COUNT);
        if (body == null && count != null) {
            out.println(count);
        }
        Object consent = done.getMessage().getHeader(LedgerConstants.CONSENT);
        if (consent != null) {
            out.println(consent);
        }
        Object rejected = done.getMessage().getHeader(LedgerConstants.REJECTED);
        if (rejected != null) {
            out.print(rejected);
        }
    }
}
