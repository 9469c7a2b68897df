// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClientOptions;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.card.ContactCard;

/** A way to send the same card, or as near as it comes. */
interface Contender {

    String PATH = "/api/v1/chats/ch_1/send-contact";
    String BODY = "{\"contact\":{\"full_name\":\"Mira Okafor\",\"organization\":\"Harbor Books\","
            + "\"phones\":[{\"value\":\"+12025550143\",\"label\":\"work\"}],"
            + "\"emails\":[{\"value\":\"mira@example.com\",\"label\":\"work\"}]}}";

    String TEXT_PATH = "/chats/11111111-2222-4333-8444-555555555555/messages";
    String TEXT_BODY = "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Welcome to Harbor Books!\"}],"
            + "\"idempotency_key\":\"cc-qNbW2Pz1lkyyL5Ig8YtS1QmN6YIcw4fvsEPSwfcj9Hs\"}}";

    String WA_PATH = "/send/contact";
    String WA_BODY = "{\"phone\":\"14155550100@s.whatsapp.net\",\"contact_name\":\"Mira Okafor\","
            + "\"contact_phone\":\"12025550143\"}";

    Map<String, String> AUTHORIZED = Map.of("authorization", "Bearer 00112233445566778899aabbccddeeff");

    /** What the bare client does too. */
    String ON_LOOP = "&continueOnEventLoop=true";

    /** Sends one message and says, when it is over, what went wrong, or null. */
    void send(Consumer<Throwable> done);

    static Contender of(String name, int port, int inFlight) throws Exception {
        String base = "http://127.0.0.1:" + port;
        return switch (name) {
            case "vertx-client" -> bare(port, inFlight, PATH, BODY, Map.of());
            case "vertx-client-text" -> bare(port, inFlight, TEXT_PATH, TEXT_BODY, AUTHORIZED);
            case "linq" -> linq(base, inFlight, "");
            case "linq-loop" -> linq(base, inFlight, ON_LOOP);
            case "vertx-client-wa" -> bare(port, inFlight, WA_PATH, WA_BODY, Map.of("x-device-id", "desk"));
            case "wa" -> wa(base, inFlight, "");
            case "wa-loop" -> wa(base, inFlight, ON_LOOP);
            case "chert" -> chert(base, inFlight, "", Contender::card);
            case "chert-loop" -> chert(base, inFlight, ON_LOOP, Contender::card);
            case "chert-map" -> chert(base, inFlight, "", Contender::map);
            case "camel-vertx-http" -> vertxHttp(base, inFlight);
            case "camel-whatsapp" -> whatsapp(base);
            case "events" -> new EventSource(port, inFlight);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The same bytes by the HTTP client alone: what cannot be beaten. */
    private static Contender bare(int port, int inFlight, String path, String content, Map<String, String> headers) {
        HttpClient client = Vertx.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(inFlight));
        Buffer body = Buffer.buffer(content);
        return done -> client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.putHeader("content-type", "application/json").send(body);
                })
                .compose(HttpClientResponse::body)
                .onComplete(result -> done.accept(result.cause()));
    }

    /** Our component: a card made for the message, to JSON, signed, sent, and the answer read. */
    private static Contender chert(String base, int inFlight, String option, Supplier<Object> card) throws Exception {
        String uri = "chert:send-contact?baseUrl=" + base + "&tenant=acme-7a3f&maxConnections=" + inFlight
                + "&secret=00112233445566778899aabbccddeeff" + option;
        return route(new DefaultCamelContext(), uri, message -> {
            message.setHeader("CamelCardChatId", "ch_1");
            message.setBody(card.get());
        });
    }

    /** Our component: a text into a chat, with a key made for the message, and the answer read. */
    private static Contender linq(String base, int inFlight, String option) throws Exception {
        String uri = "linq:send-text?baseUrl=" + base + "&apiKey=00112233445566778899aabbccddeeff&maxConnections="
                + inFlight + option;
        return route(new DefaultCamelContext(), uri, message -> {
            message.setHeader("CamelCardChatId", "11111111-2222-4333-8444-555555555555");
            message.setBody("Welcome to Harbor Books!");
        });
    }

    /** Our component: a card made for the message, to a name and a number, and the answer read. */
    private static Contender wa(String base, int inFlight, String option) throws Exception {
        String uri = "wa:send-contact?baseUrl=" + base + "&deviceId=desk&maxConnections=" + inFlight + "&maxInFlight="
                + inFlight + option;
        return route(new DefaultCamelContext(), uri, message -> {
            message.setHeader("CamelCardChatId", "14155550100@s.whatsapp.net");
            message.setBody(card());
        });
    }

    private static ContactCard card() {
        return ContactCard.builder()
                .fullName("Mira Okafor")
                .organization("Harbor Books")
                .phone("+12025550143", "work")
                .email("mira@example.com", "work")
                .build();
    }

    private static Map<String, Object> map() {
        return Map.of(
                "full_name",
                "Mira Okafor",
                "organization",
                "Harbor Books",
                "phones",
                List.of(Map.of("value", "+12025550143", "label", "work")),
                "emails",
                List.of(Map.of("value", "mira@example.com", "label", "work")));
    }

    /** Camel's own HTTP component on the same client, with the bytes ready made. */
    private static Contender vertxHttp(String base, int inFlight) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("pool", new WebClientOptions().setMaxPoolSize(inFlight));
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        return route(camel, "vertx-http:" + base + PATH + "?httpMethod=POST&webClientOptions=#pool", message -> {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setBody(body);
        });
    }

    /** Camel's component for the other messenger, with a text of about the same size. */
    private static Contender whatsapp(String base) throws Exception {
        String uri = "whatsapp:1?authorizationToken=token&apiVersion=v1&baseUri=" + base;
        return route(new DefaultCamelContext(), uri, message -> {
            TextMessageRequest request = new TextMessageRequest();
            request.setTo("12025550143");
            TextMessage text = new TextMessage();
            text.setBody(BODY);
            request.setText(text);
            message.setBody(request);
        });
    }

    private static Contender route(DefaultCamelContext camel, String uri, Consumer<Message> fill) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to(uri);
            }
        });
        camel.start();
        AsyncProducer producer = camel.getEndpoint("direct:send").createAsyncProducer();
        producer.start();
        return done -> {
            Exchange exchange = new DefaultExchange(camel);
            fill.accept(exchange.getMessage());
            producer.process(exchange, sync -> done.accept(exchange.getException()));
        };
    }
}
