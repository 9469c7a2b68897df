// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides from the resolved configuration, and from the address that the server binds, which callers need a credential.
 * Quarkus asks just before it opens its port, so a missing setting prevents the start.
 */
@ApplicationScoped
class Doors implements HttpServerOptionsCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final int SECONDS_TO_OPEN = 10;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "callingcard.leads.token")
    Optional<String> token;

    @ConfigProperty(name = "callingcard.page.password")
    Optional<String> password;

    @ConfigProperty(name = "callingcard.page.viewer-password")
    Optional<String> viewerPassword;

    @ConfigProperty(name = "callingcard.hosts")
    Optional<List<String>> chosenHosts;

    @ConfigProperty(name = "callingcard.twins.url")
    Optional<String> twins;

    @ConfigProperty(name = "callingcard.webhooks.port")
    OptionalInt webhooksPort;

    @ConfigProperty(name = "callingcard.webhooks.host")
    Optional<String> webhooksHost;

    /** Until the address is known, every caller needs a credential. */
    private volatile boolean open;

    private volatile AllowedHosts hosts = new AllowedHosts("", List.of());
    private volatile HttpServer webhooks;

    /** Returns the doors as the start would have them, for a process without Quarkus. */
    static Doors offline(Config config) {
        Doors doors = new Doors();
        doors.config = config;
        doors.token = config.getOptionalValue("callingcard.leads.token", String.class);
        doors.chosenHosts = config.getOptionalValues("callingcard.hosts", String.class);
        doors.twins = config.getOptionalValue("callingcard.twins.url", String.class);
        doors.webhooksPort = config.getOptionalValue("callingcard.webhooks.port", Integer.class)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return doors;
    }

    /** Returns whether callers need a credential: with a real line, and when other machines can connect. */
    boolean needCredential() {
        return !open;
    }

    /** Returns the bearer token of leads and cards. */
    Optional<String> token() {
        return token.filter(value -> !value.isBlank());
    }

    /** Returns the password of the operator. */
    Optional<String> password() {
        return password.filter(value -> !value.isBlank());
    }

    /** Returns the password of the viewer. */
    Optional<String> viewerPassword() {
        return viewerPassword.filter(value -> !value.isBlank());
    }

    AllowedHosts hosts() {
        return hosts;
    }

    /** Returns whether webhooks have a port of their own. */
    boolean haveWebhooksPort() {
        return webhooksPort.isPresent();
    }

    /** Returns whether the request arrived at the port for webhooks. */
    boolean isAtWebhooksPort(HttpServerRequest request) {
        HttpServer server = webhooks;
        return server != null && request.connection().localAddress().port() == server.actualPort();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        decide(options.getHost(), options.getPort());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        decide(options.getHost(), options.getPort());
    }

    /** Returns what would prevent the start at this address, each with the name of the setting and the cure. */
    List<String> problems(String host, int port) {
        List<String> problems = new ArrayList<>();
        List<Provider> real = real();
        boolean isLocal = Loopback.isHost(host);
        if (token().isEmpty() && !(isLocal && real.isEmpty())) {
            problems.add("CALLINGCARD_LEADS_TOKEN: is missing, but "
                    + (isLocal ? real.get(0) + " has a real line." : "quarkus.http.host lets other machines in.")
                    + " Set the bearer token for POST /leads and /cards.");
        }
        try {
            allowed(host);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        if (haveWebhooksPort() && webhooksPort.getAsInt() == port) {
            problems.add("callingcard.webhooks.port: is " + port + ", as quarkus.http.port. Choose another port.");
        }
        return problems;
    }

    private void decide(String host, int port) {
        List<String> problems = problems(host, port);
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
        List<Provider> real = real();
        hosts = allowed(host);
        open = Loopback.isHost(host) && real.isEmpty();
        real.forEach(this::warnOfPlainHttp);
        if (haveWebhooksPort() && webhooks == null) {
            webhooks = openWebhooks(webhooksHost.orElse(host));
        }
    }

    private AllowedHosts allowed(String host) {
        return new AllowedHosts(named(host), chosenHosts.orElse(List.of()));
    }

    private List<Provider> real() {
        return Stream.of(Provider.values()).filter(this::isReal).toList();
    }

    /** Returns whether the component talks to something else than its twin, wherever its options were set. */
    boolean isReal(Provider provider) {
        String url = baseUrl(provider);
        return url != null && !url.equals(provider.twinUrl(twins.orElse("")));
    }

    private String baseUrl(Provider provider) {
        return provider.value(
                "base-url", name -> config.getOptionalValue(name, String.class).orElse(null));
    }

    /** Returns the host as callers name it, or an empty text if it stands for all addresses. */
    private static String named(String host) {
        if (host == null || host.matches("[0:.]*")) {
            return "";
        }
        return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    }

    private void warnOfPlainHttp(Provider provider) {
        String url = baseUrl(provider);
        if (url.startsWith("http://") && !Loopback.isUrl(url)) {
            LOG.warn(
                    "{} sends its credentials and messages unencrypted, because the base URL starts with http://. Use"
                            + " https, or make sure that only you can read this network.",
                    provider);
        }
    }

    /** Opens the port that shows webhooks only. Quarkus handles its requests like all others. */
    private HttpServer openWebhooks(String host) {
        int port = webhooksPort.getAsInt();
        WebhookPort limited = new WebhookPort(
                vertx,
                config.getOptionalValue("quarkus.http.limits.max-connections", Integer.class)
                        .orElse(MOST_CONNECTIONS),
                HEAD_TIMEOUT,
                config.getOptionalValue("quarkus.http.idle-timeout", Duration.class)
                        .orElse(IDLE_TIMEOUT));
        try {
            HttpServer server = limited.open(host, port, VertxHttpRecorder.getRootHandler())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(SECONDS_TO_OPEN, TimeUnit.SECONDS)
                    .join();
            LOG.info("Webhooks are served at http://{}:{}/webhooks/, and nothing else is", host, server.actualPort());
            return server;
        } catch (RuntimeException e) {
            throw new SettingsException("callingcard.webhooks.port: cannot be opened at " + host + ":" + port
                    + ". Choose a free port, and an address of this machine as callingcard.webhooks.host.");
        }
    }
}
