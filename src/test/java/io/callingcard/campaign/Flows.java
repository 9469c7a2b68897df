// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.OncePerDay;
import io.callingcard.linq.LinqComponent;
import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.WatchedVertx;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Pump;
import io.callingcard.twin.TwinServer;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped flows on plain Camel, which send to the twins. */
public final class Flows implements AutoCloseable {

    private static final List<String> FILES = List.of(
            "errors",
            "campaigns",
            "send",
            "welcome",
            "daily-share",
            "follow-up",
            "settle",
            "inbound",
            "received-files");

    public final DefaultCamelContext camel = new DefaultCamelContext();
    private final WatchedVertx watched = new WatchedVertx();

    public Flows(TwinServer twin, ChatLedger ledger) throws Exception {
        this(twin.port(), ledger, Map.of());
    }

    public Flows(int twinPort, ChatLedger ledger, Map<String, String> settings) throws Exception {
        this(twinPort, ledger, settings, true);
    }

    /** Starts the flows without the route that takes leads. */
    public static Flows withoutWelcome(int twinPort, ChatLedger ledger, Map<String, String> settings) throws Exception {
        return new Flows(twinPort, ledger, settings, false);
    }

    private Flows(int twinPort, ChatLedger ledger, Map<String, String> settings, boolean takesLeads) throws Exception {
        camel.getGlobalOptions().put(Pump.POLL_OPTION, "50");
        Properties properties = new Properties();
        properties.put("callingcard.timers", "false");
        properties.put("callingcard.settle.delay", "0");
        properties.put("callingcard.settle.wait", "100ms");
        properties.putAll(settings);
        camel.getPropertiesComponent().setOverrideProperties(properties);
        camel.getRegistry().bind("vertx", watched.vertx);
        camel.getRegistry().bind("chatLedger", ledger);
        String twins = "http://localhost:" + twinPort + "/twin/";
        var chert = camel.getComponent("chert", ChertComponent.class).getConfiguration();
        chert.setTenant("twin");
        chert.setSecret("twin");
        quick(chert, twins + "chert");
        LinqConfiguration linq = camel.getComponent("linq", LinqComponent.class).getConfiguration();
        linq.setApiKey("twin");
        quick(linq, twins + "linq/api/partner/v3");
        var wa = camel.getComponent("wa", WaComponent.class).getConfiguration();
        wa.setDeviceId("twin");
        quick(wa, twins + "wa");
        List.of(chert, linq, wa).forEach(each -> each.setClock(ledger.getClock()));
        OncePerChat chat = new OncePerChat();
        chat.setLedger(ledger);
        camel.getRegistry().bind("oncePerChat", chat);
        OncePerDay day = new OncePerDay();
        day.setLedger(ledger);
        camel.getRegistry().bind("oncePerDay", day);
        Keywords words = new Keywords();
        words.setStop("stop, arrêt");
        words.setStart("start");
        words.setHelp("help");
        camel.getRegistry().bind("keywords", words);
        for (String file : FILES) {
            load(camel, "file:routes/" + file + ".camel.yaml");
        }
        camel.getRouteDefinition("welcome").autoStartup(takesLeads);
        camel.start();
    }

    private static void quick(ProviderConfiguration configuration, String baseUrl) {
        configuration.setBaseUrl(baseUrl);
        configuration.setInitialBackoff(1);
        configuration.setRequestTimeout(5_000);
    }

    /** Adds the routes of a file. */
    public static void load(CamelContext camel, String location) throws Exception {
        Resource resource = ResourceHelper.resolveMandatoryResource(camel, location);
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
            camel.addRoutes(builder);
        }
    }

    /** Takes leads at {@code POST /leads}, as the runner does, on a loopback port. */
    void listen(int port) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        camel.addService(new VertxPlatformHttpServer(configuration));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/leads?httpMethodRestrict=POST")
                        .removeHeaders("*")
                        .to("campaign:add-leads")
                        .marshal()
                        .json();
            }
        });
    }

    /** Adds a lead. */
    public Map<?, ?> lead(Object lead) {
        return send("campaign:add-leads", lead).getMessage().getBody(Map.class);
    }

    public Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    public Exchange send(String uri, Object body, Map<String, Object> headers) {
        Exchange result = camel.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        if (result.getException() != null) {
            throw new IllegalStateException(result.getException());
        }
        return result;
    }

    public String report(String options) {
        String scheme = options.matches(".*\\bby=(LEAD|LINE|SHARE)\\b.*") ? "campaign" : "ledger";
        return send(scheme + ":report" + options, null).getMessage().getBody(String.class);
    }

    /** Sends an event as the webhook of a provider does. */
    public void receive(InboundEvent event) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(CardConstants.PROVIDER, event.provider());
        headers.put(CardConstants.EVENT_TYPE, event.type().word());
        headers.put(CardConstants.SENDER, event.sender());
        headers.put(CardConstants.RECIPIENT, event.sender());
        headers.put(CardConstants.CHAT_ID, event.chat());
        headers.put(CardConstants.EVENT_ID, event.id());
        Exchange result = camel.createProducerTemplate().request("direct:inbound", exchange -> {
            exchange.getMessage().setBody(event);
            exchange.getMessage().setHeaders(headers);
            exchange.setProperty(CardConstants.CHAT_OF, event.sender());
        });
        if (result.getException() != null) {
            throw new IllegalStateException(result.getException());
        }
    }

    static Map<String, Object> person(String phone) {
        return Map.of(CardConstants.RECIPIENT, phone);
    }

    @Override
    public void close() {
        camel.stop();
        watched.close();
        assertThat(watched.waits()).isEmpty();
    }
}
