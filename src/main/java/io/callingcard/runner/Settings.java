package io.callingcard.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the runner is to do, worked out from what it was told: with nothing said, the flows and the twins on this machine;
 * with the credentials of a real line, that line and no twins.
 */
final class Settings {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final UnaryOperator<String> said;
    private final Map<String, String> derived = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Works it out.
     *
     * @param said the value of a name, in the environment or as a property; null when nobody said it
     */
    Settings(UnaryOperator<String> said) {
        this.said = said;
        Role role = role();
        List<Provider> real = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            if (isReal(provider)) {
                real.add(provider);
            }
        }
        boolean twins = role == Role.TWINS || twins(real);
        derived.put("callingcard.role", role.name().toLowerCase(Locale.ROOT));
        derived.put("callingcard.twins", Boolean.toString(twins && role != Role.FLOWS));
        derived.put("callingcard.page.writable", Boolean.toString(twins));
        derived.put("callingcard.flows.url", url("callingcard.flows.url"));
        if (role == Role.TWINS) {
            derived.put("callingcard.routes", "false");
        } else if (twins) {
            for (Provider provider : Provider.values()) {
                twin(provider);
            }
            // Whoever watches does not want to wait for the minute.
            derived.put("callingcard.settle.cron", "0/10 * * * * ?");
            derived.put("callingcard.settle.delay", "5s");
            derived.put("callingcard.daily-share.cron", "0/20 * * * * ?");
        } else {
            real.forEach(this::real);
        }
        // Only who has a line there can ask how it stands.
        derived.put("callingcard.linq.check-lines", Boolean.toString(twins || real.contains(Provider.LINQ)));
        guard(twins);
    }

    /** What follows, as properties; whatever else is said of the same goes before it. */
    Map<String, String> derived() {
        return derived;
    }

    /** What is missing, or cannot be; each with its name and its cure. */
    List<String> problems() {
        return problems;
    }

    private Role role() {
        String name = said("callingcard.role");
        try {
            return name == null ? Role.ALL : Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.add("callingcard.role: must be all, flows or twins");
            return Role.ALL;
        }
    }

    private boolean isReal(Provider provider) {
        boolean isSaid = said(provider + "_BASE_URL") != null;
        for (Provider.Setting setting : provider.settings()) {
            isSaid |= said(setting.name()) != null || said(setting.name() + "_FILE") != null;
        }
        return isSaid;
    }

    private boolean twins(List<Provider> real) {
        String wanted = said("callingcard.twins");
        boolean twins = wanted == null ? real.isEmpty() : Boolean.parseBoolean(wanted);
        if (twins && !real.isEmpty()) {
            problems.add("callingcard.twins: is true, and so is a line of " + real.get(0)
                    + "; take one of them away, or nobody can tell where messages go");
        }
        if (!twins && real.isEmpty()) {
            problems.add("callingcard.twins: is false, and there is no line either; set CHERT_TENANT and"
                    + " CHERT_SIGNING_SECRET, LINQ_API_KEY, or WA_BASE_URL");
        }
        return twins;
    }

    /** The component, as its twin wants it. */
    private void twin(Provider provider) {
        option(provider, "base-url", url("callingcard.twins.url") + "/twin/" + provider.scheme() + provider.path());
        for (Provider.Setting setting : provider.settings()) {
            option(provider, setting.option(), setting.twins());
        }
        receive(provider, provider.twinWebhookSecret());
    }

    /** Where the other part is; here, if nobody says. */
    private String url(String name) {
        String port = said("quarkus.http.port") == null ? "8080" : said("quarkus.http.port");
        return said(name) == null ? "http://localhost:" + port : said(name);
    }

    /** The component, as it was told. */
    private void real(Provider provider) {
        String url = said(provider + "_BASE_URL") == null ? provider.host() : said(provider + "_BASE_URL");
        if (url == null) {
            problems.add(
                    provider + "_BASE_URL: is missing; set it to where the gateway is, such as http://localhost:3000");
        }
        option(provider, "base-url", url);
        for (Provider.Setting setting : provider.settings()) {
            String value = secret(setting.name());
            if (value == null && setting.needed()) {
                problems.add(setting.name() + ": is missing; set it, or " + setting.name()
                        + "_FILE to the file that holds it");
            }
            option(provider, setting.option(), value);
        }
        receive(provider, secret(provider + "_WEBHOOK_SECRET"));
    }

    /** Events are taken as soon as it is known how to tell them from forgeries. */
    private void receive(Provider provider, String secret) {
        if (secret != null) {
            option(provider, "webhook-verify-token", secret);
            derived.put("callingcard.inbound." + provider.scheme(), "true");
        }
    }

    private void option(Provider provider, String option, String value) {
        if (value != null) {
            derived.put("camel.component." + provider.scheme() + "." + option, value);
        }
    }

    /** Whoever can be reached from elsewhere must know who calls. */
    private void guard(boolean twins) {
        String host = said("quarkus.http.host");
        boolean isLocal = host == null || LOOPBACK.contains(host);
        boolean isOpen = !isLocal && secret("CALLINGCARD_LEADS_TOKEN") == null;
        if (isOpen) {
            problems.add(
                    "CALLINGCARD_LEADS_TOKEN: is missing, and quarkus.http.host is open to others; set the token that"
                            + " POST /leads and /cards then want as a bearer, or listen on localhost");
        }
        put("callingcard.leads.token", secret("CALLINGCARD_LEADS_TOKEN"));
        put("callingcard.page.password", secret("CALLINGCARD_PAGE_PASSWORD"));
        derived.put("callingcard.page.login", Boolean.toString(!isLocal || !twins));
    }

    private void put(String name, String value) {
        if (value != null) {
            derived.put(name, value);
        }
    }

    /** A value, or that of the file that is named, as containers do it. */
    private String secret(String name) {
        String file = said(name + "_FILE");
        if (file == null) {
            return said(name);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            problems.add(name + "_FILE: cannot be read; it must name a file that holds the value");
            return null;
        }
    }

    private String said(String name) {
        String value = said.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
