// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.callingcard.ledger.Span;

/**
 * Derives the configuration of Quarkus and Camel from the operator's settings. Without any, the flows use the twins on
 * this machine. With the credentials of a real line, the flows use that line and there are no twins.
 */
final class Settings {

    /** For clocks of the broker and of the database that do not tick alike. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final String HTTP_PORT = "quarkus.http.port";
    private static final String DEFAULT_PORT = "8080";

    private final UnaryOperator<String> source;
    private final Map<String, String> derived = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Derives all values.
     *
     * @param source returns the resolved value of a setting, or null
     */
    Settings(UnaryOperator<String> source) {
        this.source = source;
        KnownSettings.wrongValues(this::value).forEach(problems::add);
        requirePort();
        Role role = role();
        derived.put("callingcard.twins.url", url("callingcard.twins.url", HTTP_PORT));
        List<Provider> real = Stream.of(Provider.values()).filter(this::isReal).toList();
        boolean twins = role == Role.TWINS || twins(real);
        String node = value("callingcard.node-name");
        derived.put("callingcard.node-name", node == null ? host() : node);
        derived.put("calling-card.log-node", node == null ? "" : node.replace("%", "%%") + " ");
        put("callingcard.hash-key", secret("CALLINGCARD_HASH_KEY"));
        put("callingcard.ledger.number-key", secret("CALLINGCARD_LEDGER_NUMBER_KEY"));
        derived.put("callingcard.role", role.name().toLowerCase(Locale.ROOT));
        derived.put("callingcard.twins", Boolean.toString(twins && role != Role.FLOWS));
        derived.put("callingcard.page.writable", Boolean.toString(twins));
        derived.put("callingcard.ledger.audience", twins ? "twins" : "lines");
        if (role != Role.TWINS) {
            lines(twins ? List.of(Provider.values()) : real);
        }
        // The twins call nothing but its webhooks.
        String port = value("callingcard.webhooks.port") == null ? HTTP_PORT : "callingcard.webhooks.port";
        derived.put("callingcard.flows.url", url("callingcard.flows.url", port));
        if (role == Role.TWINS) {
            derived.put("callingcard.routes", "false");
        } else if (twins) {
            for (Provider provider : Provider.values()) {
                twin(provider);
            }
            // On the page, waiting for the full minute would be too long.
            derived.put("callingcard.settle.cron", "0/10 * * * * ?");
            derived.put("callingcard.settle.delay", "5s");
            derived.put("callingcard.daily-share.cron", "0/20 * * * * ?");
            derived.put("callingcard.follow-up.cron", "0/20 * * * * ?");
        } else {
            real.forEach(this::real);
        }
        takeover();
        // Only an account can check its lines.
        derived.put("callingcard.linq.check-lines", Boolean.toString(twins || real.contains(Provider.LINQ)));
        put("callingcard.leads.token", secret("CALLINGCARD_LEADS_TOKEN"));
        put("callingcard.page.password", secret("CALLINGCARD_PAGE_PASSWORD"));
        put("callingcard.page.viewer-password", secret("CALLINGCARD_PAGE_VIEWER_PASSWORD"));
        keepTwinsHere(twins && role != Role.FLOWS);
    }

    /** Returns the derived properties. All other sources of a property override them. */
    Map<String, String> derived() {
        return derived;
    }

    /** Returns the secrets of real lines, by the name of the bean that the derived properties refer to. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** Returns the problems that prevent a start, each with the name of the setting and the cure. */
    List<String> problems() {
        return problems;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    private Role role() {
        String name = value("callingcard.role");
        return Stream.of(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Role.ALL);
    }

    /** Returns whether the operator set a line up, by its own settings or by options of the component. */
    private boolean isReal(Provider provider) {
        String url = provider.value("base-url", source);
        return value(provider + "_BASE_URL") != null
                || url != null && !url.equals(twinUrl(provider))
                || provider.settings().stream()
                        .anyMatch(setting -> value(setting.name()) != null
                                || value(setting.name() + "_FILE") != null
                                || setting.isCredential(provider.value(setting.option(), source)));
    }

    private String twinUrl(Provider provider) {
        return provider.twinUrl(derived.get("callingcard.twins.url"));
    }

    /** Others read the events of a dead node as soon as its claims have expired: a step that it had claimed is then free. */
    private void takeover() {
        String lease = value("callingcard.ledger.lease");
        if (lease != null && SettingKind.SPAN.isValid().test(lease)) {
            Duration timeout = Span.of("callingcard.ledger.lease", lease).plus(MARGIN);
            derived.put("callingcard.kafka.event-session-timeout", Long.toString(timeout.toMillis()));
        }
    }

    private boolean twins(List<Provider> real) {
        String wanted = value("callingcard.twins");
        boolean twins = wanted == null ? real.isEmpty() : Boolean.parseBoolean(wanted);
        if (twins && !real.isEmpty()) {
            problems.add("callingcard.twins: is true, but " + real.get(0) + " has a real line too."
                    + " Remove one of them, because messages can only go to one.");
        }
        if (!twins && real.isEmpty()) {
            problems.add("callingcard.twins: is false, but there is no real line. Set CHERT_TENANT and"
                    + " CHERT_SIGNING_SECRET, LINQ_API_KEY, or WA_BASE_URL.");
        }
        return twins;
    }

    /** Tells the flows which lines there are. A lead or card for another one is refused. */
    private void lines(List<Provider> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<String> schemes = lines.stream().map(Provider::scheme).toList();
        derived.put("callingcard.lines", String.join(",", schemes));
        derived.put("camel.component.campaign.configuration.channels", String.join(",", schemes));
        derived.put("callingcard.welcome.channel", schemes.get(0));
        String chosen = value("callingcard.welcome.channel");
        if (chosen != null && !schemes.contains(chosen)) {
            problems.add("callingcard.welcome.channel: is no line of this runner. Use one of "
                    + String.join(", ", schemes) + ", or set the credentials of another line.");
        }
    }

    /** Configures the component for its twin. */
    private void twin(Provider provider) {
        option(provider, "base-url", twinUrl(provider));
        for (Provider.Setting setting : provider.settings()) {
            option(provider, setting.option(), setting.twinValue());
        }
        receive(provider, provider.twinWebhookSecret(), false);
    }

    /** Returns the URL of the other process. Default: this process. */
    private String url(String name, String portSetting) {
        String port = isPort(portSetting) ? value(portSetting) : DEFAULT_PORT;
        return value(name) == null ? "http://localhost:" + port : value(name);
    }

    private boolean isPort(String setting) {
        return value(setting) != null && SettingKind.PORT.isValid().test(value(setting));
    }

    /** Quarkus would name its own class, and only after the addresses that are derived from the port. */
    private void requirePort() {
        if (value(HTTP_PORT) != null && !isPort(HTTP_PORT)) {
            problems.add(HTTP_PORT + ": " + SettingKind.PORT.problem());
        }
    }

    /** The twins call this machine only, so that a stranger who reaches them cannot use them to call others. */
    private void keepTwinsHere(boolean twins) {
        String flows = derived.get("callingcard.flows.url");
        if (twins && !Boolean.parseBoolean(value("callingcard.twins.allow-remote")) && !Loopback.isUrl(flows)) {
            problems.add("callingcard.flows.url: is on another machine, and the twins send events to this machine only."
                    + " Set callingcard.twins.allow-remote=true to let them.");
        }
    }

    /** Configures the component for a real line. */
    private void real(Provider provider) {
        String url = value(provider + "_BASE_URL") == null ? provider.baseUrl() : value(provider + "_BASE_URL");
        if (url == null && provider.value("base-url", source) == null) {
            problems.add(provider
                    + "_BASE_URL: is missing. Set it to the URL of the gateway, such as http://localhost:3000.");
        }
        option(provider, "base-url", url);
        for (Provider.Setting setting : provider.settings()) {
            String value = secret(setting.name());
            if (value == null && setting.required() && provider.value(setting.option(), source) == null) {
                problems.add(setting.name() + ": is missing. Set it, or set " + setting.name()
                        + "_FILE to a file that holds it.");
            }
            option(provider, setting.option(), value, setting.secret());
        }
        receive(provider, secret(provider + "_WEBHOOK_SECRET"), true);
    }

    /** Receives events only with a secret, because others could be forged. */
    private void receive(Provider provider, String secret, boolean real) {
        if (secret != null || provider.value("webhook-verify-token", source) != null) {
            option(provider, "webhook-verify-token", secret, real);
            derived.put("callingcard.inbound." + provider.scheme(), "true");
        }
    }

    private void option(Provider provider, String option, String value) {
        option(provider, option, value, false);
    }

    /**
     * Sets an option of a component. What the operator set is kept, under the usual name too: the configuration lists a variable
     * of the environment under a name that a source has, or else under one that Camel does not know. Of a secret, the property
     * has the name of a bean, because Camel logs properties.
     */
    private void option(Provider provider, String option, String value, boolean secret) {
        String given = provider.value(option, source);
        if (given != null) {
            derived.put(provider.property(option), given);
            return;
        }
        if (value == null) {
            return;
        }
        String property = provider.property(option);
        if (secret) {
            secrets.put(property, value);
        }
        derived.put(property, secret ? "#bean:" + property : value);
    }

    private void put(String name, String value) {
        if (value != null) {
            derived.put(name, value);
        }
    }

    /** Returns a value, or the content of the file that NAME_FILE names, as is usual in containers. */
    private String secret(String name) {
        String file = value(name + "_FILE");
        if (file == null) {
            return value(name);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            problems.add(name + "_FILE: cannot be read. Name a file that holds the value.");
            return null;
        }
    }

    private String value(String name) {
        String value = source.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
