// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The bodies of the documents are true: the twin accepts each example, and refuses what the document does not allow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiExamplesTest {

    private static final String LINQ_GROUP = "{\"from\":\"+12025550143\",\"to\":[\"+14155550176\",\"+14155550177\","
            + "\"+14155550178\"],\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}";
    private static final String LINQ_CHAT = "{\"from\":\"+12025550143\",\"to\":[\"+14155550100\"],"
            + "\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}";

    private final TwinCaller caller = new TwinCaller("", Map.of());
    private final Map<String, String> credentials =
            Map.of("authorization", "Bearer twin", "content-type", "application/json");

    /** A call of a document that takes JSON. */
    record Case(String provider, String method, String path, JsonNode call) {

        JsonNode body() {
            return call.at("/requestBody/content/application~1json");
        }

        int status() {
            return Integer.parseInt(call.path("responses").fieldNames().next());
        }

        @Override
        public String toString() {
            return provider + " " + method + " " + path;
        }
    }

    @AfterAll
    void stop() {
        caller.close();
    }

    Stream<Case> bodies() {
        return Stream.of("chert", "linq", "wa").flatMap(this::bodies);
    }

    private Stream<Case> bodies(String provider) {
        List<Case> found = new ArrayList<>();
        caller.call("GET", "openapi/" + provider + ".json", null)
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(each -> found.add(new Case(
                                provider, each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()))));

        return found.stream().filter(each -> !each.body().isMissingNode());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theExampleIsAccepted(Case each) {
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                        .getSchema(each.body().path("schema"))
                        .validate(each.body().path("example")))
                .isEmpty();
        assertThat(each.body().at("/schema/properties")).isNotEmpty();

        TwinCaller.Answer answer = send(each, body -> {});

        assertThat(answer.status()).as(answer.text()).isEqualTo(each.status());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyWithoutARequiredFieldIsRefused(Case each) {
        for (JsonNode field : each.body().at("/schema/required")) {
            TwinCaller.Answer answer = send(each, body -> body.remove(field.asText()));

            assertThat(answer.status()).as("%s: %s", field, answer.text()).isBetween(400, 500);
            assertThat(answer.text()).containsIgnoringCase(field.asText().replace("_url", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aFieldOfAnotherTypeIsRefused(Case each) {
        each.body().at("/schema/properties").properties().forEach(field -> {
            String type = field.getValue().path("type").asText();
            JsonNode wrong =
                    type.equals("string") ? Json.STRICT.getNodeFactory().numberNode(12) : new TextNode("another type");

            TwinCaller.Answer answer = send(each, body -> body.set(field.getKey(), wrong));

            assertThat(answer.status()).as("%s: %s", field, answer.text()).isBetween(400, 500);
        });
    }

    private TwinCaller.Answer send(Case each, Consumer<ObjectNode> change) {
        caller.twin.reset();
        ObjectNode body = each.body().path("example").deepCopy();
        String id =
                switch (each.provider()) {
                    case "chert" -> furnishChert(each);
                    case "linq" -> furnishLinq(each, body);
                    default -> furnishWa(each, body);
                };
        change.accept(body);
        String query = each.path().equals("/api/partner/v3/contact_card")
                        && each.method().equals("PATCH")
                ? "?phone_number=%2B12025550143"
                : "";
        String path = each.provider() + each.path().replace("{id}", id) + query;
        return caller.call(each.method(), path, body.toString(), credentials);
    }

    /** Makes what the call is about. Answers the id of its path. */
    private String furnishChert(Case each) {
        JsonNode sent = chert("/send", "{\"phone\":\"+14155550100\",\"body\":\"Hi\"}");
        boolean group = each.path().endsWith("/participants") || each.method().equals("PUT");
        if (group) {
            return chert(
                            "/chats",
                            "{\"from\":\"+12025550100\",\"to\":[\"+14155550101\",\"+14155550102\"],\"message\":"
                                    + "{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}")
                    .at("/chat/id")
                    .asText();
        }
        if (each.path().contains("/webhook-subscriptions/")) {
            return chert("/webhook-subscriptions", "{\"url\":\"http://localhost:1/\"}")
                    .at("/subscription/id")
                    .asText();
        }
        return sent.path(each.path().contains("/messages/{id}") ? "message_id" : "lead_id")
                .asText();
    }

    private JsonNode chert(String path, String body) {
        return caller.call("POST", "chert/api/v1" + path, body, credentials).json();
    }

    private String furnishLinq(Case each, ObjectNode body) {
        String path = each.path();
        JsonNode chat = linq("/chats", LINQ_CHAT).path("chat");
        if (path.contains("/poll/")) {
            JsonNode poll = linq("/chats/" + chat.path("id").asText() + "/polls", "{\"poll\":{\"options\":[\"A\"]}}");
            body.replace("option_id", poll.at("/poll/options/0/option_id"));
            return poll.path("message_id").asText();
        }
        if (path.endsWith("/participants") || each.method().equals("PUT") && path.contains("/chats/")) {
            return linq("/chats", LINQ_GROUP).at("/chat/id").asText();
        }
        if (path.contains("/webhook-subscriptions/")) {
            return linq(
                            "/webhook-subscriptions",
                            "{\"target_url\":\"http://localhost:1/\",\"subscribed_events\":[\"message.sent\"]}")
                    .path("id")
                    .asText();
        }
        if (path.contains("/phone_numbers/")) {
            return caller.call("GET", "linq/api/partner/v3/phone_numbers", null, credentials)
                    .json()
                    .at("/phone_numbers/0/id")
                    .asText();
        }
        if (path.endsWith("/location")) {
            caller.twin.linq().shareLocation(chat.path("id").asText(), 52.5, 13.4);
        }
        if (each.method().equals("PATCH") && path.endsWith("/contact_card")) {
            linq("/contact_card", "{\"phone_number\":\"+12025550143\",\"first_name\":\"Mina\"}");
        }
        return chat.at(path.contains("/messages/{id}") ? "/message/id" : "/id").asText();
    }

    private JsonNode linq(String path, String body) {
        return caller.call("POST", "linq/api/partner/v3" + path, body, credentials)
                .json();
    }

    private String furnishWa(Case each, ObjectNode body) {
        if (body.has("group_id") || each.path().endsWith("/join-with-link")) {
            String group = wa("/group", "{\"title\":\"Book club\",\"participants\":[\"14155550177\"]}")
                    .at("/results/group_id")
                    .asText();
            if (body.has("group_id")) {
                body.put("group_id", group);
            } else {
                body.set(
                        "link",
                        caller.call("GET", "wa/group/invite-link?group_id=" + group, null, Map.of())
                                .json()
                                .at("/results/invite_link"));
            }
        }
        if (each.path().startsWith("/message/")) {
            return wa("/send/message", "{\"phone\":\"14155550100\",\"message\":\"Hi\"}")
                    .at("/results/message_id")
                    .asText();
        }
        return each.path().startsWith("/devices/") ? WaTwin.DEVICE : "14155550100@s.whatsapp.net";
    }

    private JsonNode wa(String path, String body) {
        return caller.call("POST", "wa" + path, body, credentials).json();
    }
}
