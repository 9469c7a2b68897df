// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;

import static io.callingcard.runner.SettingKind.CRON;
import static io.callingcard.runner.SettingKind.NUMBER;
import static io.callingcard.runner.SettingKind.PORT;
import static io.callingcard.runner.SettingKind.SECRET;
import static io.callingcard.runner.SettingKind.SPAN;
import static io.callingcard.runner.SettingKind.SWITCH;
import static io.callingcard.runner.SettingKind.TEXT;
import static io.callingcard.runner.SettingKind.URL;
import static io.callingcard.runner.SettingKind.ZONE;
import static io.callingcard.runner.SettingKind.oneOf;

/** All settings of the runner. The start refuses other names and wrong values; docs/settings.md is generated from it. */
final class KnownSettings {

    private static final String PREFIX = "callingcard.";

    /** How the environment variables of the runner begin. Others may begin so too, such as those of Kubernetes. */
    private static final Pattern VARIABLE = Pattern.compile("(CALLINGCARD|CHERT|LINQ|WA)_[A-Z0-9_]+");

    /**
     * One setting.
     *
     * @param name        the property, or the environment variable of a line
     * @param usual       the value when it is not set, or an empty text
     * @param description a phrase for the reference page
     */
    record Known(String group, String name, SettingKind kind, String usual, String description) {

        /** Returns the environment variable. */
        String variable() {
            return name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        }

        /** Whether a file may hold the value, which NAME_FILE names. */
        boolean mayBeInFile() {
            return kind == SECRET;
        }
    }

    private static final List<Known> ALL = all();

    private KnownSettings() {}

    static List<Known> list() {
        return ALL;
    }

    private static List<Known> all() {
        List<Known> all = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            lines(all, provider);
        }
        runner(all);
        access(all);
        ledger(all);
        leads(all);
        kafka(all);
        sending(all);
        timers(all);
        for (InputLimit limit : InputLimit.values()) {
            all.add(new Known(
                    "Limits",
                    limit.property(),
                    NUMBER,
                    Integer.toString(limit.most()),
                    "Maximum number of " + limit.meaning() + "."));
        }
        return List.copyOf(all);
    }

    private static void lines(List<Known> all, Provider provider) {
        provider.settings()
                .forEach(setting -> all.add(new Known(
                        "Lines",
                        setting.name(),
                        setting.secret() ? SECRET : TEXT,
                        "",
                        "The option " + setting.option() + " of " + provider.scheme() + ":."
                                + (setting.required() ? " Required for this line." : ""))));
        all.add(new Known(
                "Lines",
                provider + "_BASE_URL",
                URL,
                provider.baseUrl() == null ? "" : provider.baseUrl(),
                provider.baseUrl() == null
                        ? "The URL of the gateway. Required for this line."
                        : "The URL of the API."));
        all.add(new Known(
                "Lines",
                provider + "_WEBHOOK_SECRET",
                SECRET,
                "",
                "The secret of the webhook. With it, events are received at /webhooks/" + provider.scheme() + "."));
    }

    private static void runner(List<Known> all) {
        String group = "Runner";
        add(all, group, "role", oneOf("all", "flows", "twins"), "all", "What this process runs.");
        add(
                all,
                group,
                "routes",
                TEXT,
                "classpath:routes/*.camel.yaml",
                "The routes to load, such as file:routes/*.camel.yaml. Separate several by commas.");
        add(all, group, "twins", SWITCH, "true without a line", "Whether the twins stand in for the lines.");
        add(all, group, "twins.url", URL, "this process", "Where the twins of another process are.");
        add(
                all,
                group,
                "twins.allow-remote",
                SWITCH,
                "false",
                "Whether other machines may use the twins, and the twins may send events to other machines.");
        add(all, group, "flows.url", URL, "this process", "Where the twins send events.");
        add(
                all,
                group,
                "lines",
                TEXT,
                "derived",
                "The lines that are set up, such as chert,wa. The runner derives this list from the credentials.");
        add(
                all,
                group,
                "page.writable",
                SWITCH,
                "derived",
                "Whether the page can change anything. False with a real line.");
        add(all, group, "zone", ZONE, "UTC", "The time zone of the cron expressions.");
        add(all, group, "node-name", TEXT, "the host name", "How metrics, logs and lists of lines name this process.");
    }

    private static void access(List<Known> all) {
        String group = "Access";
        add(
                all,
                group,
                "leads.token",
                SECRET,
                "",
                "The bearer token of POST /leads and /cards. Required with a real line.");
        add(
                all,
                group,
                "page.password",
                SECRET,
                "",
                "The password of the user operator, for the page and the details of the health checks.");
        add(
                all,
                group,
                "page.viewer-password",
                SECRET,
                "",
                "The password of the user viewer, who sees the page with masked numbers and changes nothing.");
        add(all, group, "hosts", TEXT, "", "Other host names of the runner, separated by commas.");
        add(all, group, "webhooks.port", PORT, "", "A separate port for webhooks. Nothing else is served there.");
        add(all, group, "webhooks.host", TEXT, "quarkus.http.host", "The address of the port for webhooks.");
    }

    private static void ledger(List<Known> all) {
        String group = "Ledger";
        add(all, group, "ledger.file", TEXT, "callingcard.db", "The SQLite file of the ledger.");
        add(
                all,
                group,
                "ledger.lease",
                SPAN,
                "2m",
                "How long after a process last renewed a claim another process may take it over.");
        add(
                all,
                group,
                "ledger.line-lease",
                SPAN,
                "15s with PostgreSQL",
                "How long after a node last renewed its lease of a line another node may take the line. 0s: lines have no leases.");
        add(
                all,
                group,
                "ledger.audience",
                oneOf("lines", "twins"),
                "lines, if there is one",
                "Whether messages go to lines or to twins. A ledger that was used with lines cannot be used with twins, or the reverse.");
        add(
                all,
                group,
                "ledger.number-key",
                SECRET,
                "",
                "The key with which the ledger hashes all phone numbers. It cannot be changed later.");
        add(
                all,
                group,
                "hash-key",
                SECRET,
                "a file beside the ledger",
                "The key with which the ledger hashes the numbers of people who opted out.");
        add(all, group, "retention", SPAN, "365d", "How long the ledger keeps rows that no decision needs any more.");
        add(
                all,
                group,
                "archive-after",
                SPAN,
                "0s",
                "The age at which finished leads, and attempts at sent steps, move to archive tables. Only explain reads these. 0s: never.");
        add(
                all,
                group,
                "settle.policy",
                oneOf("skip", "resend", "ask"),
                "skip",
                "What to do with a step in doubt if no history shows whether it was sent.");
        add(
                all,
                group,
                "settle.delay",
                SPAN,
                "1m",
                "How old a step in doubt must be before the provider's history is read.");
        add(
                all,
                group,
                "settle.wait",
                SPAN,
                "30s",
                "How long a lead with a step in doubt waits before it is tried again.");
    }

    private static void leads(List<Known> all) {
        String group = "Leads and inbound";
        add(all, group, "max-in-flight", NUMBER, "256", "How many leads may be in progress at a time on this node.");
        add(all, group, "default-region", TEXT, "", "The region of numbers without a country code, such as US.");
        add(
                all,
                group,
                "unassigned-numbers",
                oneOf("refuse", "warn"),
                "refuse",
                "What happens to numbers that are possible, but in a range that is not known to be in use.");
        add(
                all,
                group,
                "leads.folder-on",
                SWITCH,
                "false",
                "Whether the runner reads leads from CSV files in a folder.");
        add(all, group, "leads.folder", TEXT, "leads", "The folder of the CSV files.");
        add(all, group, "leads.table-on", SWITCH, "false", "Whether the runner reads leads from a table of the CRM.");
        add(all, group, "leads.data-source", TEXT, "crm", "The name of the data source bean of the CRM.");
        add(
                all,
                group,
                "leads.query",
                TEXT,
                "SELECT * FROM leads WHERE id > ? ORDER BY id",
                "The SQL query. A question mark stands for the cursor value of the last row that was read.");
        add(all, group, "leads.cursor", TEXT, "id", "The column that the query is ordered by.");
        add(
                all,
                group,
                "leads.cursor-start",
                TEXT,
                "0",
                "The cursor value to start after. A time starts with timestamp:, such as timestamp:2026-01-01 00:00:00.");
        add(all, group, "leads.delay", SPAN, "60000", "The time between two polls of the table.");
        for (Provider provider : Provider.values()) {
            add(
                    all,
                    group,
                    "inbound." + provider.scheme(),
                    SWITCH,
                    "true with a webhook secret",
                    "Whether events of " + provider.scheme() + ": are received.");
        }
        add(all, group, "inbound.campaign", TEXT, "", "The campaign for people who write first. Default: none.");
        add(
                all,
                group,
                "inbound.card-to",
                TEXT,
                "direct:inbound-card",
                "The endpoint URI that receives the contact cards that people send.");
        add(
                all,
                group,
                "help-text",
                TEXT,
                "Reply STOP for no more messages, START to get them again.",
                "The answer to HELP.");
    }

    private static void kafka(List<Known> all) {
        String group = "Kafka";
        add(all, group, "kafka.brokers", TEXT, "localhost:9092", "The brokers, as a list of host:port.");
        add(all, group, "kafka.events", SWITCH, "false", "Whether this node processes the events of the topic.");
        add(all, group, "kafka.leads", SWITCH, "false", "Whether this node takes the leads of the topic.");
        add(all, group, "kafka.shares", SWITCH, "false", "Whether this node sends the shares of the topic.");
        add(
                all,
                group,
                "inbound.to",
                TEXT,
                "direct:inbound",
                "The endpoint URI that received events are sent to. With Kafka: direct:kafka-event.");
        add(
                all,
                group,
                "leads.to",
                TEXT,
                "campaign:add-leads",
                "The endpoint URI that the rows of the CRM's table are sent to. With Kafka: direct:kafka-leads.");
        add(
                all,
                group,
                "daily-share.sweep",
                TEXT,
                "direct:daily-share",
                "The endpoint URI that the timer of the daily share calls. With Kafka: direct:kafka-due.");
        add(all, group, "kafka.group", TEXT, "calling-card", "The consumer group. Use the same one on all nodes.");
        add(all, group, "kafka.consumers", NUMBER, "4", "How many partitions of each topic to read at a time.");
        add(all, group, "kafka.page", NUMBER, "100", "How many records to fetch at a time.");
        add(
                all,
                group,
                "kafka.session-timeout",
                NUMBER,
                "45000",
                "How many milliseconds after a node died other nodes read its leads and shares.");
        add(
                all,
                group,
                "kafka.event-session-timeout",
                NUMBER,
                "ledger.lease + 30000",
                "The same for events. Must be longer than callingcard.ledger.lease, so that the claims of the node have expired.");
        add(
                all,
                group,
                "kafka.redelivery-delay",
                NUMBER,
                "1000",
                "The first wait before a record is tried again, in milliseconds. It doubles each time.");
        add(all, group, "kafka.event-topic", TEXT, "callingcard.events", "The topic of events.");
        add(all, group, "kafka.lead-topic", TEXT, "callingcard.leads", "The topic of leads.");
        add(all, group, "kafka.share-topic", TEXT, "callingcard.shares", "The topic of due chats.");
        add(all, group, "kafka.dead-letters", TEXT, "callingcard.dead-letters", "The dead-letter topic.");
    }

    private static void sending(List<Known> all) {
        String group = "Sending";
        add(
                all,
                group,
                "welcome.channel",
                oneOf("chert", "linq", "wa"),
                "the first line",
                "The provider that the campaign welcome sends with, and POST /cards if the request has no field via.");
        add(
                all,
                group,
                "welcome.first-touches-per-day",
                NUMBER,
                "",
                "How many people a line writes to for the first time per day. Default: no limit.");
        add(
                all,
                group,
                "welcome.first-touch-gap",
                SPAN,
                "0s",
                "The shortest time between two first messages of a line.");
        add(
                all,
                group,
                "line.rest",
                SPAN,
                "30s",
                "How long a line that cannot send rests before the next try. Each failed try doubles the rest.");
        add(all, group, "line.longest-rest", SPAN, "15m", "The longest rest of a line between two tries.");
        add(
                all,
                group,
                "linq.check-lines",
                SWITCH,
                "true with a Linq line",
                "Whether the runner pauses the shares of Linq lines with the reputation CRITICAL.");
    }

    private static void timers(List<Known> all) {
        String group = "Timers";
        add(
                all,
                group,
                "timers",
                SWITCH,
                "true",
                "Whether this process runs the timers. At least one node must run them.");
        add(all, group, "daily-share.cron", CRON, "0 0/5 * * * ?", "When to look for shares that are due.");
        add(all, group, "follow-up.cron", CRON, "15 0/5 * * * ?", "When to look for follow-ups that are due.");
        add(all, group, "settle.cron", CRON, "30 * * * * ?", "When to settle steps in doubt.");
        add(all, group, "purge.cron", CRON, "0 17 3 * * ?", "When to delete old rows.");
    }

    private static void add(
            List<Known> all, String group, String name, SettingKind kind, String usual, String description) {
        all.add(new Known(group, PREFIX + name, kind, usual, description));
    }

    /** Returns what is wrong with the names: misspelt ones, with the nearest right one. */
    static List<String> wrongNames(Collection<String> names) {
        Map<String, Known> properties = new TreeMap<>();
        Map<String, Known> variables = new TreeMap<>();
        ALL.forEach(known -> {
            if (known.name().startsWith(PREFIX)) {
                properties.put(known.name(), known);
            }
            variables.put(known.variable(), known);
            if (known.mayBeInFile()) {
                variables.put(known.variable() + "_FILE", known);
            }
        });
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
            if (name.startsWith(PREFIX) && variables.containsKey(variable) && names.contains(variable)) {
                // The configuration lists a variable as a property too, with a dot for each underscore.
                continue;
            }
            if (name.startsWith(PREFIX) && !properties.containsKey(name)) {
                problems.add(name + ": is unknown. "
                        + Spelling.nearest(name, properties.keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("docs/settings.md lists all settings."));
            } else if (VARIABLE.matcher(name).matches() && !variables.containsKey(name)) {
                Spelling.nearest(name, variables.keySet())
                        .ifPresent(near -> problems.add(name + ": is unknown. Did you mean " + near + "?"));
            }
        }
        return problems.stream().sorted().distinct().toList();
    }

    /** Returns what is wrong with the values, without the values. */
    static Stream<String> wrongValues(UnaryOperator<String> source) {
        return ALL.stream()
                .filter(known -> {
                    String value = source.apply(known.name());
                    return value != null && !known.kind().isValid().test(value);
                })
                .map(known -> known.name() + ": " + known.kind().problem());
    }
}
