// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.eclipse.microprofile.config.Config;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;

/**
 * The ledger that the runner uses, for a command. It is opened without starting Quarkus, a Camel context or a route, so that
 * a command answers at once, whether the runner is up or down. PostgreSQL and SQLite let both work at the same time.
 */
final class OfflineLedger implements AutoCloseable {

    private static final String FILE = "callingcard.ledger.file";

    private static final String USER = "command";
    private static final String BEAN = "commandLedger";

    /** The keys of the ledger, by the setting. In containers a file holds each. */
    private static final Map<String, String> KEYS = Map.of(
            "callingcard.hash-key", "CALLINGCARD_HASH_KEY",
            "callingcard.ledger.number-key", "CALLINGCARD_LEDGER_NUMBER_KEY");

    private final Config config = OfflineConfig.read();
    private final DefaultCamelContext camel = new DefaultCamelContext(false);
    private final ChatLedger ledger;

    /** With twins, the page of the runner may have moved the time. */
    private final RunnerClock clock = new RunnerClock();

    /** What a command needs of a ledger. */
    enum Need {
        /** The ledger, which must exist. A mistyped name would otherwise make a new one. */
        LEDGER,
        /** The ledger, which must exist, and the campaigns. */
        LEDGER_AND_CAMPAIGNS,
        /** The ledger, which is created if needed. */
        NEW_LEDGER,
        /** The ledger, which is created if needed, and the campaigns. */
        CAMPAIGNS;

        private boolean isOfExisting() {
            return this == LEDGER || this == LEDGER_AND_CAMPAIGNS;
        }

        private boolean isOfCampaigns() {
            return this == LEDGER_AND_CAMPAIGNS || this == CAMPAIGNS;
        }
    }

    /**
     * Opens the ledger.
     *
     * @param file null for the ledger of the runner's settings
     * @param campaigns the YAML file of the campaigns; null for those of the runner's settings
     */
    OfflineLedger(Path file, Path campaigns, Need need) throws Exception {
        Properties keys = new Properties();
        KEYS.forEach((setting, variable) -> put(keys, setting, variable));
        if (file != null) {
            keys.put(FILE, file.toString());
        }
        PropertiesComponent properties = new PropertiesComponent();
        properties.setAutoDiscoverPropertiesSources(false);
        properties.addPropertiesSource(new Placeholders(config));
        properties.setOverrideProperties(keys);
        camel.setPropertiesComponent(properties);
        camel.build();
        camel.getRegistry().bind("callingCardClock", clock);
        if (file == null) {
            // The operator may have put PostgreSQL into this bean.
            load(routes(), ChatLedger.class);
        }
        ChatLedger found = camel.getRegistry().findSingleByType(ChatLedger.class);
        ledger = found == null ? ofFile(keys) : found;
        if (need.isOfCampaigns()) {
            load(campaigns == null ? routes() : List.of("file:" + campaigns), Campaign.class);
        }
        // A command sends nothing, and its shell need not know the lines.
        ledger.setAudience(null);
        ledger.setLineLease("0s");
        camel.getRegistry().bind(BEAN, ledger);
        if (need.isOfExisting() && ledger.getDataSource() == null && !Files.exists(Path.of(ledger.getFile()))) {
            throw new SettingsException(
                    ledger.getFile()
                            + ": does not exist. Name the ledger's file with --file, or run the command where the runner runs.");
        }
    }

    /** The settings, for the placeholders in beans. */
    private record Placeholders(Config config) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return config.getOptionalValue(name, String.class).orElse(null);
        }
    }

    /** Returns the file of the runner's settings. */
    static Path file() {
        return file(OfflineConfig.read());
    }

    private static Path file(Config config) {
        return Path.of(config.getOptionalValue(FILE, String.class).orElseGet(() -> new ChatLedger().getFile()));
    }

    private ChatLedger ofFile(Properties keys) {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(keys.getProperty(FILE, file(config).toString()));
        ledger.setHashKey(keys.getProperty("callingcard.hash-key"));
        ledger.setNumberKey(keys.getProperty("callingcard.ledger.number-key"));
        return ledger;
    }

    private void put(Properties keys, String setting, String variable) {
        String file = config.getOptionalValue(variable + "_FILE", String.class).orElse(null);
        try {
            String value = file == null
                    ? config.getOptionalValue(setting, String.class).orElse(null)
                    : Files.readString(Path.of(file)).strip();
            if (value != null) {
                keys.put(setting, value);
            }
        } catch (IOException e) {
            throw new SettingsException(variable + "_FILE: cannot be read. Name a file that holds the value.");
        }
    }

    private List<String> routes() {
        String routes = config.getValue("camel.main.routes-include-pattern", String.class);
        return routes.equals("false") ? List.of() : List.of(routes.split(","));
    }

    /** Loads the beans of the files that name a type. The routes beside them are not started. */
    private void load(List<String> patterns, Class<?> type) throws Exception {
        for (String pattern : patterns) {
            for (Resource file : new ArrayList<>(
                    PluginHelper.getPackageScanResourceResolver(camel).findResources(pattern.strip()))) {
                String text = new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (text.contains(type.getName())) {
                    for (RoutesBuilder builder :
                            PluginHelper.getRoutesLoader(camel).findRoutesBuilders(file)) {
                        camel.addRoutes(builder);
                    }
                }
            }
        }
    }

    /**
     * Checks a person whom an operator names.
     *
     * @param option the option that names the person
     * @throws SettingsException if it is no number and no email address
     */
    void requireReadable(String typed, String option) throws Exception {
        try {
            ChatLedger.of(ledger, camel).store().people().named(typed, option);
        } catch (InvalidPhoneException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    /**
     * Runs an operation.
     *
     * @param uri such as campaign:replay
     * @param options the options of the endpoint; those without a value are left out
     */
    Exchange run(String uri, Map<String, String> options, Processor fill) throws Exception {
        // Values are raw, because numbers start with a plus.
        String query = options.entrySet().stream()
                .filter(option -> option.getValue() != null)
                .map(option -> "&" + option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining());
        clock.offset(ChatLedger.of(ledger, camel).store().clockOffset());
        Exchange exchange = new DefaultExchange(camel);
        // What a command changes is written into the audit log.
        exchange.getMessage().setHeader(LedgerConstants.ACTOR, USER);
        exchange.getMessage().setHeader(CampaignConstants.USER, USER);
        fill.process(exchange);
        Producer producer =
                camel.getEndpoint(uri + "?ledger=#bean:" + BEAN + query).createProducer();
        try {
            ServiceHelper.startService(producer);
            producer.process(exchange);
        } finally {
            ServiceHelper.stopService(producer);
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        camel.close();
    }
}
