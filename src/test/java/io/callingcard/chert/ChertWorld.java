package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.twin.TwinServer;

/** A twin, and routes that speak to it. Failures reach {@code onException}, as in a user's route. */
final class ChertWorld implements AutoCloseable {

    final TwinServer twin = TwinServer.start();
    final CamelContext camel = new DefaultCamelContext();

    /** What came out of a step, and what {@code onException} got instead. */
    final List<Exchange> went = new CopyOnWriteArrayList<>();

    final List<ProviderException> failed = new CopyOnWriteArrayList<>();

    private final Map<String, String> things = new HashMap<>();
    private int routes;

    ChertWorld() {
        ChertConfiguration configuration =
                camel.getComponent("chert", ChertComponent.class).getConfiguration();
        configuration.setBaseUrl(twin.root("chert"));
        configuration.setTenant("twin");
        configuration.setSecret("twin");
        configuration.setInitialBackoff(1);
        camel.start();
    }

    /** Makes the things that the names in braces stand for. */
    ChertWorld furnished() {
        Exchange line = send("chert:list-lines", Map.of(), null);
        PhoneLine first = ((PhoneLine) line.getMessage().getBody(List.class).get(0));
        things.put("line", first.phoneLineId());
        things.put("number", first.phoneNumber());

        Exchange text = send("chert:send-text", Map.of("CamelCardRecipient", "+14155550100"), "Welcome");
        things.put("chat", text.getMessage().getHeader(ChertConstants.CHAT_ID, String.class));
        things.put("message", text.getMessage().getHeader(ChertConstants.MESSAGE_ID, String.class));

        Exchange group = send(
                "chert:create-chat?from=" + first.phoneNumber(),
                Map.of("CamelCardRecipient", "+14155550101,+14155550102,+14155550103,+14155550104"),
                "Hello all");
        things.put("group", group.getMessage().getHeader(ChertConstants.CHAT_ID, String.class));

        Exchange upload = send("chert:upload-attachment?fileName=menu.png", Map.of(), bytes("a picture"));
        things.put("attachment", upload.getMessage().getHeader(ChertConstants.ATTACHMENT_ID, String.class));

        Exchange webhook = send("chert:create-webhook?webhookUrl=https://example.com/first", Map.of(), null);
        things.put("webhook", webhook.getMessage().getHeader(ChertConstants.WEBHOOK_ID, String.class));
        if (!failed.isEmpty() || things.containsValue(null)) {
            throw new IllegalStateException("not furnished: " + things.keySet() + failed);
        }
        went.clear();
        return this;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Replaces the names in braces. */
    String name(String text) {
        String named = text;
        for (Map.Entry<String, String> thing : things.entrySet()) {
            named = named.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return named;
    }

    Exchange send(Deed deed) {
        return send(deed.uri(), deed.headers(), deed.body());
    }

    /** One step in a route of its own; what follows it must run exactly when it succeeds. */
    Exchange send(String uri, Map<String, ?> headers, Object body) {
        String route = "direct:" + routes++;
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(ProviderException.class)
                            .handled(true)
                            .process(exchange -> failed.add(
                                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProviderException.class)));
                    from(route).to(uri).process(went::add);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return camel.createProducerTemplate().request(route, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    ProviderException onlyFailure() {
        if (failed.size() != 1 || !went.isEmpty()) {
            throw new AssertionError(
                    "expected one failure and no success, but failed " + failed + ", went " + new ArrayList<>(went));
        }
        return failed.get(0);
    }

    /** The failure that came after calls that went well. */
    ProviderException onlyFailureAfterSuccess() {
        went.clear();
        return onlyFailure();
    }

    @Override
    public void close() {
        camel.stop();
        twin.close();
    }
}
