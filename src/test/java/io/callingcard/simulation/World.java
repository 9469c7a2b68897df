// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import io.callingcard.campaign.Campaign;
import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.SwitchedLedger;
import io.callingcard.linq.LinqComponent;
import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.TwinServer;
import io.callingcard.wa.WaComponent;

/**
 * Where histories happen, one after the other: the shipped routes, the twins, both databases and a clock that only the
 * histories move.
 */
final class World implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
    static final String LEADS = "direct:leads";

    private static final int SECONDS_TO_ANSWER = 60;
    private static final List<String> TABLES = List.of("attempt", "claim", "alias", "chat", "opt_out", "share", "lead");

    final MovableClock clock = new MovableClock(NOON);
    final TwinServer twins = TwinServer.start(clock);
    final SwitchedLedger ledger = new SwitchedLedger();
    final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<Ledgers.Kind, DataSource> databases = new EnumMap<>(Ledgers.Kind.class);
    private final Map<Ledgers.Kind, Connection> observers = new EnumMap<>(Ledgers.Kind.class);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "Simulation");
        thread.setDaemon(true);
        return thread;
    });
    private final ProducerTemplate template;
    private HikariDataSource pool;

    /**
     * Starts the routes and the twins.
     *
     * @param postgres an empty database
     */
    World(Path folder, DataSource postgres) throws Exception {
        databases.put(Ledgers.Kind.SQLITE, sqlite(folder.resolve("simulation.db")));
        if (postgres != null) {
            HikariConfig settings = new HikariConfig();
            settings.setDataSource(postgres);
            settings.setMaximumPoolSize(20);
            pool = new HikariDataSource(settings);
            databases.put(Ledgers.Kind.POSTGRESQL, pool);
        }
        ledger.setClock(clock);
        for (Ledgers.Kind kind : databases.keySet()) {
            ledger.open(databases.get(kind)).close();
            observers.put(kind, databases.get(kind).getConnection());
        }
        Properties properties = new Properties();
        properties.put("callingcard.timers", "false");
        camel.getPropertiesComponent().setOverrideProperties(properties);
        camel.getRegistry().bind("chatLedger", ledger);
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        camel.getRegistry().bind("oncePerChat", once);
        configure();
        for (String file : List.of("errors", "campaigns", "send")) {
            load(file, text(file));
        }
        load(
                "welcome",
                text("welcome")
                        .replaceFirst(
                                "uri: campaign:leads\\n\\s+parameters:(\\n\\s+\\w+: \"[^\\n]*)+", "uri: " + LEADS));
        for (Decision policy : Decision.values()) {
            load(
                    "settle",
                    text("settle")
                            .replaceAll("(direct:|id: )(settle|purge)", "$1" + word(policy) + "-$2")
                            .replace("{{callingcard.settle.policy:skip}}", word(policy)));
        }
        camel.start();
        template = camel.createProducerTemplate();
    }

    private void configure() {
        var chert = camel.getComponent("chert", ChertComponent.class).getConfiguration();
        chert.setTenant("twin");
        chert.setSecret("twin");
        quick(chert, "chert");
        var linq = camel.getComponent("linq", LinqComponent.class).getConfiguration();
        linq.setApiKey("twin");
        quick(linq, "linq");
        linq.setBaseUrl(linq.getBaseUrl() + "/api/partner/v3");
        var wa = camel.getComponent("wa", WaComponent.class).getConfiguration();
        wa.setDeviceId("twin");
        // A frozen process must not hold up the next one: in truth each has a queue of its own.
        wa.setMaxInFlight(Integer.MAX_VALUE);
        quick(wa, "wa");
    }

    private void quick(ProviderConfiguration configuration, String provider) {
        configuration.setBaseUrl(twins.root(provider));
        configuration.setClock(clock);
        configuration.setInitialBackoff(1);
        configuration.setMaxBackoff(1);
        configuration.setRequestTimeout(10_000);
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("routes", file + ".camel.yaml"));
    }

    private void load(String file, String yaml) throws Exception {
        var resource = ResourceHelper.fromBytes(file + ".camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
            camel.addRoutes(builder);
        }
    }

    /** A crash of the machine is not simulated, so nothing needs to wait for the disk. */
    private static DataSource sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    static String word(Decision policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    DataSource database(Ledgers.Kind kind) {
        return databases.get(kind);
    }

    /** The connection by which the simulation itself reads and changes the tables. */
    Connection observer(Ledgers.Kind kind) {
        return observers.get(kind);
    }

    Campaign campaign() {
        return camel.getRegistry().lookupByNameAndType("welcome", Campaign.class);
    }

    /**
     * Makes everything as at the start.
     *
     * @param historyDelay how late a message shows in the gateway's history
     * @param ahead        how far the clocks of the providers are ahead of ours
     */
    void reset(Ledgers.Kind kind, Duration historyDelay, Duration ahead) throws SQLException {
        clock.set(NOON);
        twins.reset();
        twins.wa().historyDelay(historyDelay);
        twins.clockOffset(ahead);
        try (Statement statement = observer(kind).createStatement()) {
            for (String table : TABLES) {
                statement.execute("DELETE FROM callingcard_" + table);
            }
        }
    }

    /** Starts an exchange. The returned future completes with it. */
    CompletableFuture<Exchange> start(String uri, Processor filler) {
        return CompletableFuture.supplyAsync(() -> template.request(uri, filler), threads);
    }

    /** Waits until the first of both happens. */
    static void await(CompletableFuture<?> one, CompletableFuture<?> other) {
        await(CompletableFuture.anyOf(one, other));
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("The simulated process hangs", e);
        }
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public void close() throws SQLException {
        camel.stop();
        for (Connection observer : observers.values()) {
            observer.close();
        }
        twins.close();
        threads.shutdownNow();
        if (pool != null) {
            pool.close();
        }
    }
}
