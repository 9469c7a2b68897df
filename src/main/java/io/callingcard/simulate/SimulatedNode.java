// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.FactoryFinderResolver;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;

import io.callingcard.campaign.Campaign;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.WireFactory;

/** A node of the simulation: a Camel context that runs the user's routes in simulated surroundings. */
final class SimulatedNode {

    /** The components that connect to nothing outside. Stubs replace all others. */
    private static final Set<String> REAL = Set.of(
            "campaign",
            "ledger",
            "chert",
            "linq",
            "wa",
            "direct",
            "bean",
            "class",
            "log",
            "language",
            "mock",
            "validator",
            "dataformat",
            "kamelet",
            "controlbus",
            "ref",
            "browse");

    private static final Set<String> PROVIDERS = Set.of("chert", "linq", "wa");
    private static final Map<String, String> CREDENTIALS = Map.of(
            "camel.component.chert.base-url", SimulatedPhones.root("chert"),
            "camel.component.chert.tenant", "twin",
            "camel.component.chert.secret", "twin",
            "camel.component.chert.webhook-verify-token", "twin",
            "camel.component.linq.base-url", SimulatedPhones.root("linq") + "/api/partner/v3",
            "camel.component.linq.api-key", "twin",
            "camel.component.linq.webhook-verify-token", "whsec_dHdpbnR3aW50d2ludHdpbnR3aW50d2lu",
            "camel.component.wa.base-url", SimulatedPhones.root("wa"),
            "camel.component.wa.device-id", "twin",
            "camel.component.wa.webhook-verify-token", "twin");
    private static final String CLOCK = "callingCardClock";

    private final int number;
    private final SimulationSettings settings;
    private final VirtualMachine machine;
    private final SimulatedPhones phones;
    private final SimulatedLedger ledger;
    private final String hashKey;
    private final DefaultCamelContext camel = new DefaultCamelContext() {
        @Override
        protected FactoryFinderResolver createFactoryFinderResolver() {
            return new SharedFactories();
        }
    };
    private final DoorComponent door = new DoorComponent();
    private final StubComponent stubs;
    private final Collection<String> notSimulated;
    private long exchanges;

    SimulatedNode(
            int number,
            SimulationSettings settings,
            VirtualMachine machine,
            SimulatedPhones phones,
            SimulatedLedger ledger,
            String hashKey,
            Collection<String> stubbed,
            Collection<String> notSimulated) {
        this.number = number;
        this.settings = settings;
        this.machine = machine;
        this.phones = phones;
        this.ledger = ledger;
        this.hashKey = hashKey;
        this.notSimulated = notSimulated;
        this.stubs = new StubComponent(stubbed::add);
    }

    VirtualMachine machine() {
        return machine;
    }

    void start() throws Exception {
        camel.disableJMX();
        camel.setPropertiesComponent(properties());
        camel.getCamelContextExtension().setName("simulation-" + number);
        camel.getExecutorServiceManager().setThreadPoolFactory(new VirtualPools(machine));
        camel.setUuidGenerator(() -> "node-" + number + "-" + machine.nanoTime() + "-" + ++exchanges);
        camel.setShutdownStrategy(new VirtualShutdown(machine));
        ExtendedCamelContext extension = camel.getCamelContextExtension();
        extension.addContextPlugin(AsyncProcessorAwaitManager.class, new VirtualAwait(machine));
        extension.addContextPlugin(ProcessorFactory.class, new VirtualProcessors(machine, notSimulated::add));
        // Camel created its own threads for redeliveries. This replaces them.
        extension.addContextPlugin(ScheduledExecutorService.class, machine.threads());
        extension.addContextPlugin(ComponentResolver.class, this::component);
        extension.registerEndpointCallback(this::stubbed);
        camel.getRegistry().bind(CLOCK, machine.time());
        camel.getRegistry().bind("callingCardMachine", Machine.class, machine);
        camel.getRegistry().bind("callingCardWires", WireFactory.class, wires());
        load();
        camel.getRegistry().findByType(ChatLedger.class).forEach(each -> {
            each.setDataSource(ledger.of(machine));
            each.setHashKey(hashKey);
            // A heartbeat every few seconds would take most of the time of a simulation.
            each.setLineLease("0s");
        });
        settings.campaigns().forEach(camel.getRegistry()::bind);
        lines();
        camel.start();
        ChatLedger.of(null, camel).store();
        ledger.watch();
    }

    /**
     * Returns the settings of the simulation and no others. Settings of this process would make a journal that cannot be repeated.
     * Camel's default component would read them at once, so a new one takes its place.
     */
    private PropertiesComponent properties() {
        Properties overrides = new Properties();
        overrides.putAll(settings.properties());
        PROVIDERS.forEach(each -> overrides.put("callingcard.inbound." + each, "true"));
        overrides.put("callingcard.ledger.audience", "");
        if (settings.ledger() == null) {
            overrides.put("callingcard.ledger.number-key", "");
        }
        PropertiesComponent properties = new PropertiesComponent();
        properties.setAutoDiscoverPropertiesSources(false);
        properties.setOverrideProperties(overrides);
        return properties;
    }

    private WireFactory wires() {
        return (baseUrl, timeout, answers) -> new SimulatedWire(machine, phones, baseUrl, timeout, answers);
    }

    private Component component(String name, CamelContext context) throws Exception {
        Component component =
                switch (name) {
                    case "timer" -> new ClockComponent(machine, ClockComponent.Kind.TIMER);
                    case "scheduler" -> new ClockComponent(machine, ClockComponent.Kind.SCHEDULER);
                    case "quartz" -> new ClockComponent(machine, ClockComponent.Kind.QUARTZ);
                    case "cron" -> new ClockComponent(machine, ClockComponent.Kind.CRON);
                    case "seda" -> new QueueComponent(machine);
                    case "platform-http" -> door;
                    default ->
                        REAL.contains(name) ? new DefaultComponentResolver().resolveComponent(name, context) : stubs;
                };
        if (REAL.contains(name) && component != null) {
            configure(name, component);
        }
        return component;
    }

    /** Sets the options of the user, except those that lead to a provider. */
    private void configure(String name, Component component) {
        String prefix = "camel.component." + name + ".";
        Map<String, String> given = new TreeMap<>(settings.properties());
        given.putAll(CREDENTIALS);
        Map<String, Object> options = new TreeMap<>();
        given.forEach((property, value) -> {
            boolean isSecret = value.equals("#bean:" + property);
            if (property.startsWith(prefix) && !value.isEmpty() && !isSecret) {
                options.put(property.substring(prefix.length()), value);
            }
        });
        if (component instanceof ProviderComponent provider) {
            options.put("clock", "#bean:" + CLOCK);
            options.remove("vertx");
            provider.setHealthCheckProducerEnabled(false);
        }
        if (component instanceof DirectComponent direct) {
            // A send to a stopped route would wait for the route. While the only thread waits, no route can start.
            direct.setBlock(false);
        }
        component.setCamelContext(camel);
        PropertyBindingSupport.build()
                .withCamelContext(camel)
                .withTarget(component)
                .withProperties(options)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .withReference(true)
                .withNesting(true)
                .bind();
    }

    /** Stubs {@code campaign:rows}. The component is ours, but the table that it reads is outside. */
    private Endpoint stubbed(String uri, Endpoint endpoint) {
        if (!uri.startsWith("campaign:rows") && !uri.startsWith("campaign://rows")) {
            return endpoint;
        }
        stubs.setCamelContext(camel);
        return stubs.stub(uri);
    }

    private void load() throws Exception {
        Collection<Resource> files =
                new DefaultRoutesCollector().findRouteResourcesFromDirectory(camel, null, settings.routes());
        PluginHelper.getRoutesLoader(camel).loadRoutes(files);
        WaitingSteps.withoutThreads(camel);
    }

    /** Gives the twins the lines that the campaigns name. */
    private void lines() {
        Set<Campaign> campaigns = camel.getRegistry().findByType(Campaign.class);
        Map<String, String> channels = new TreeMap<>();
        camel.getRegistry()
                .findByTypeWithName(Campaign.class)
                .forEach((name, campaign) -> channels.put(name, campaign.getChannel()));
        phones.channels(channels);
        campaigns.stream()
                .collect(Collectors.groupingBy(
                        Campaign::getChannel,
                        TreeMap::new,
                        Collectors.flatMapping(
                                campaign -> campaign.getLines().stream(), Collectors.toCollection(TreeSet::new))))
                .forEach((channel, lines) ->
                        phones.twins().lines(channel, lines.stream().toList()));
    }

    /** Imports leads, as the runner does. */
    void add(SimulationSettings.Leads leads) {
        try (InputStream body = leads.body().get()) {
            send(leads.isCsv() ? "campaign:add-leads?format=CSV" : "campaign:add-leads", body, leads.origin());
        } catch (IOException e) {
            throw new IllegalStateException(leads.origin() + ": cannot be read", e);
        }
    }

    /** Sends a body to an endpoint, and returns the exchange afterwards. */
    Exchange send(String uri, Object body, String file) {
        try {
            Endpoint endpoint = camel.getEndpoint(uri);
            Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(body);
            if (file != null) {
                exchange.getMessage().setHeader(Exchange.FILE_NAME_ONLY, file);
            }
            Producer producer = endpoint.createProducer();
            producer.start();
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(uri + ": " + e.getMessage(), e);
        }
    }

    DoorComponent door() {
        return door;
    }

    void stop() {
        camel.stop();
    }

    /** Stops the node at once, as a power failure does. Its leases stay in the ledger. */
    void kill() {
        machine.kill();
    }
}
