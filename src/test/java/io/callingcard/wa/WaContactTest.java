// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.card.ContactCard;
import io.callingcard.card.VCards;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.wa.model.Contact;
import io.callingcard.wa.model.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** Contact cards, as the phones receive them. */
class WaContactTest {

    private static final String PHONE = WaWorld.PHONE;
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);

    private WaWorld world;

    @BeforeEach
    void start() {
        world = new WaWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private List<JournalEntry> received(String phone) {
        return world.twin.journal(phone);
    }

    private static Map<String, Object> contact(String name, String phone) {
        return Map.of("full_name", name, "phones", List.of(Map.of("value", phone, "label", "mobile")));
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("Customer Support", "+62 812 3456 7890", "6281234567890", ""),
                Arguments.of("Rina Sales", "6289685024992", "6289685024992", ""),
                Arguments.of("A Friend", "+1 202 555 0143", "12025550143", "forwarded=true"),
                Arguments.of("Event Desk", "+49 151 23456789", "4915123456789", "duration=604800"),
                Arguments.of("Emergency", "112", "112", ""));
    }

    /** Support, a sales representative, a referral, an event, an emergency number. */
    @ParameterizedTest
    @MethodSource("examples")
    void sendsTheDocumentedBytesAndDeliversTheVcard(String name, String typed, String digits, String options) {
        String marks = options.isEmpty()
                ? ""
                : options.startsWith("forwarded") ? ",\"is_forwarded\":true" : ",\"duration\":604800";

        List<ReceivedRequest> requests =
                world.requestsDuring(() -> world.send("wa:send-contact?" + options, TO, contact(name, typed)));

        assertThat(world.failed).isEmpty();
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/send/contact");
            assertThat(request.text())
                    .isEqualTo("{\"phone\":\"14155550100@s.whatsapp.net\",\"contact_name\":\"" + name
                            + "\",\"contact_phone\":\"" + digits + "\"" + marks + "}");
        });
        assertThat(received(PHONE)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo("card");
            assertThat(entry.content().path("vcard").asText())
                    .isEqualTo("BEGIN:VCARD\nVERSION:3.0\nN:;" + name + ";;;\nFN:" + name + "\nTEL;type=CELL;waid="
                            + digits + ":+" + digits + "\nEND:VCARD");
        });
    }

    static Stream<Arguments> gatewayBodies() {
        String json = "{\"phone\":\"14155550100@s.whatsapp.net\",\"contact_name\":\"Front Desk\","
                + "\"contact_phone\":\"14155550111\",\"is_forwarded\":true,\"duration\":86400}";
        Map<String, Object> map = new HashMap<>(Map.of(
                "contact_name",
                "Front Desk",
                "contact_phone",
                "14155550111",
                "is_forwarded",
                true,
                "duration",
                86_400));
        map.put("phone", null);
        return Stream.of(
                Arguments.of(json, Map.of()),
                Arguments.of(json, TO),
                Arguments.of(json.getBytes(StandardCharsets.UTF_8), Map.of()),
                Arguments.of(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Map.of()),
                Arguments.of(map, TO));
    }

    /** The JSON of the gateway's own documentation. Its marks take precedence over the options. */
    @ParameterizedTest
    @MethodSource("gatewayBodies")
    void understandsTheGatewaysOwnJson(Object body, Map<String, Object> headers) {
        List<ReceivedRequest> requests = world.requestsDuring(
                () -> world.send("wa:send-contact?forwarded=false&duration=604800", headers, body));
        assertThat(world.failed).isEmpty();
        assertThat(requests).singleElement().satisfies(request -> assertThat(request.text())
                .isEqualTo("{\"phone\":\"14155550100@s.whatsapp.net\",\"contact_name\":\"Front Desk\","
                        + "\"contact_phone\":\"14155550111\",\"is_forwarded\":true,\"duration\":86400}"));
    }

    /** What the gateway's JSON does not say, the options say. */
    @Test
    void theOptionsFillInTheGatewaysOwnJson() {
        List<ReceivedRequest> requests = world.requestsDuring(
                () -> world.send(
                        "wa:send-contact?forwarded=true&duration=604800",
                        TO,
                        "{\"contact_name\":\"Desk\",\"contact_phone\":\"+1 415 555 0111\",\"is_forwarded\":null,\"duration\":null}"));
        assertThat(world.failed).isEmpty();
        assertThat(requests).singleElement().satisfies(request -> assertThat(request.text())
                .endsWith("\"contact_phone\":\"14155550111\",\"is_forwarded\":true,\"duration\":604800}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'contact_name':'Desk'} | contact_phone",
                "{'contact_phone':'14155550111'} | contact_name",
                "{'contact_name':' ','contact_phone':'14155550111'} | contact_name",
                "{'contact_name':'Desk','contact_phone':14155550111} | contact_phone",
                "{'contact_name':'Desk','contact_phone':'0812'} | contact_phone",
                "{'contact_name':'Desk','contact_phone':'14155550111','is_forwarded':'yes'} | is_forwarded",
                "{'contact_name':'Desk','contact_phone':'14155550111','duration':60} | duration",
                "{'contact_name':'Desk','contact_phone':'14155550111','duration':'86400'} | duration",
                "{'contact_name':'Desk','contact_phone':'14155550111','phone':'14155550101'} | phone",
                "{'contact_name':'Desk','contact_phone':'14155550111','email':'a@b.c'} | body",
            })
    void refusesAMistakeInTheGatewaysOwnJson(String body, String field) {
        List<ReceivedRequest> requests =
                world.requestsDuring(() -> world.send("wa:send-contact", TO, body.replace('\'', '"')));
        assertThat(requests).isEmpty();
        assertThat(world.failed).singleElement().satisfies(failure -> assertThat(failure.toString())
                .contains(" " + field + ": ")
                .doesNotContain("0812", "a@b.c", "14155550111"));
    }

    @Test
    void sendsACardToAllMembersOfANewGroup() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:group")
                        .setHeader("CamelCardDisplayName", constant("Readers"))
                        .to("wa:create-chat")
                        .setBody(constant(contact("Desk", "+1 202 555 0143")))
                        .to("wa:send-contact");
            }
        });

        Exchange done = world.camel.createProducerTemplate().request("direct:group", exchange -> exchange.getMessage()
                .setHeader("CamelCardRecipient", List.of("+14155550101", "+14155550102")));

        assertThat(done.getException()).isNull();
        for (String phone : List.of("+14155550101", "+14155550102")) {
            assertThat(received(phone)).extracting(JournalEntry::kind).containsExactly("group", "card");
        }
    }

    @Test
    void setsHeadersThatTheNextStepCanUse() {
        Exchange done = world.send("wa:send-contact", TO, contact("Desk", "+1 202 555 0143"));

        assertThat(done.getMessage().getHeader(WaConstants.CHAT_ID)).isEqualTo(WaWorld.JID);
        assertThat(done.getMessage().getHeader(WaConstants.RECIPIENT)).isEqualTo(PHONE);
        assertThat(done.getMessage().getHeader(WaConstants.MESSAGE_ID))
                .isEqualTo(received(PHONE).get(0).messageId());
        assertThat(done.getMessage().getHeader(WaConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(done.getMessage().getHeader(WaConstants.LOST_FIELDS)).isNull();
        assertThat(done.getMessage().getBody()).isInstanceOf(Message.Sent.class);

        world.send("wa:send-text", done.getMessage().getHeaders(), "Save me");

        assertThat(world.failed).isEmpty();
        assertThat(received(PHONE)).extracting(JournalEntry::kind).containsExactly("card", "text");
    }

    @Test
    void sendsTextCardAndTextInOneRouteInOrder() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rich")
                        .setBody(constant("Here is who to call:"))
                        .to("wa:send-text")
                        .setBody(constant(contact("Rina Sales", "+62 896 8502 4992")))
                        .to("wa:send-contact")
                        .setBody(constant("Tap the card to save it."))
                        .to("wa:send-text");
            }
        });

        Exchange done = world.camel.createProducerTemplate().request("direct:rich", exchange -> exchange.getMessage()
                .setHeaders(new HashMap<>(TO)));

        assertThat(done.getException()).isNull();
        assertThat(received(PHONE)).extracting(JournalEntry::kind).containsExactly("text", "card", "text");
    }

    @Test
    void reportsLostFieldsOrRefusesThemWhenStrict() {
        ContactCard card = ContactCard.builder()
                .fullName("Mira Okafor")
                .organization("Harbour Desk")
                .phone("+1 202 555 0143", "mobile")
                .phone("+1 202 555 0144", "work")
                .email("mira@example.com", null)
                .note("Call after ten")
                .build();

        Exchange done = world.send("wa:send-contact", TO, card);

        assertThat(done.getMessage().getHeader(WaConstants.LOST_FIELDS))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("organization", "phones[1]", "emails", "note");
        world.went.clear();

        world.send("wa:send-contact?strict=true", TO, card);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getMessage()).contains("contact:", "emails", "strict=false");
        assertThat(received(PHONE)).hasSize(1);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of(contact("Mira\nTEL:+1", "+1 202 555 0143"), "contact.full_name", "line break"),
                Arguments.of(contact("Mira\rOkafor", "+1 202 555 0143"), "contact.full_name", "line break"),
                Arguments.of(contact("Mira; Okafor", "+1 202 555 0143"), "contact.full_name", "nameSemicolon"),
                Arguments.of(contact("Mira", "89685024992"), "contact.phones[0].value", "country code"),
                Arguments.of(contact("Mira", "62-abc"), "contact.phones[0].value", ""),
                Arguments.of(Map.of("full_name", "Mira"), "contact.phones", "needs a name and a number"),
                Arguments.of(Map.of("organization", "Desk"), "contact.phones", ""),
                Arguments.of(List.of(), "body", "empty list"),
                Arguments.of(List.of(contact("Mira", "+1 202 555 0143"), 17), "body[1]", "contact card"),
                Arguments.of(
                        List.of(contact("Mira", "+1 202 555 0143"), contact("Ann", "0812")),
                        "body[1].phones[0].value",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesUnusableCardsAndNamesTheFieldBeforeSending(Object body, String field, String cure) {
        world.send("wa:send-contact", TO, body);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getMessage()).contains(field + ":", cure).doesNotContain("Okafor", "8502");
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void replacesASemicolonInTheNameWhenConfigured() {
        world.send("wa:send-contact?nameSemicolon=replace", TO, contact("Okafor; Mira", "+1 202 555 0143"));

        assertThat(received(PHONE).get(0).content().path("display_name").asText())
                .isEqualTo("Okafor, Mira");
    }

    private static final String FILE = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira\r\nTEL:+12025550143\r\nEND:VCARD\r\n"
            + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nTEL:+12025550144\r\nEND:VCARD\r\n";

    static Stream<Object> several() {
        return Stream.of(
                List.of(contact("Mira", "+12025550143"), contact("Ann", "+12025550144")),
                FILE,
                FILE.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)),
                VCards.readAll(FILE),
                List.of(FILE.substring(0, FILE.length() / 2), FILE.substring(FILE.length() / 2)),
                "[{\"full_name\":\"Mira\",\"phones\":[{\"value\":\"+12025550143\"}]},"
                        + "{\"full_name\":\"Ann\",\"phones\":[{\"value\":\"+12025550144\"}]}]",
                Map.of("contacts", List.of(contact("Mira", "+12025550143"), contact("Ann", "+12025550144"))),
                "{\"contacts\":[{\"full_name\":\"Mira\",\"phones\":[{\"value\":\"+12025550143\"}]},"
                        + "{\"vcard_text\":\"BEGIN:VCARD\\nVERSION:3.0\\nFN:Ann\\nTEL:+12025550144\\nEND:VCARD\"}]}");
    }

    @ParameterizedTest
    @MethodSource("several")
    void sendsSeveralCardsInOrderAndReportsEach(Object body) {
        Exchange done = world.send("wa:send-contact", TO, body);

        assertThat(world.failed).isEmpty();
        assertThat(received(PHONE))
                .extracting(entry -> entry.content().path("display_name").asText())
                .containsExactly("Mira", "Ann");
        List<Contact.Report> report = report(done);
        assertThat(report).extracting(Contact.Report::outcome).containsExactly(Outcome.SENT, Outcome.SENT);
        assertThat(report)
                .extracting(Contact.Report::messageId)
                .containsExactlyElementsOf(
                        received(PHONE).stream().map(JournalEntry::messageId).toList());
        assertThat(done.getMessage().getBody()).isEqualTo(report);
    }

    @SuppressWarnings("unchecked")
    private static List<Contact.Report> report(Exchange done) {
        return done.getProperty(WaConstants.CONTACT_REPORT, List.class);
    }

    private static List<Map<String, Object>> three() {
        return List.of(contact("Mira", "+12025550143"), contact("Ann", "+12025550144"), contact("Bo", "+12025550145"));
    }

    private List<String> names() {
        return received(PHONE).stream()
                .map(entry -> entry.content().path("display_name").asText())
                .toList();
    }

    @Test
    void reportsWhichCardsWereSentWhenOneFails() {
        world.twin.inject(Fault.error("DEVICE_MANAGER_UNAVAILABLE").on("POST", "/send/none"));
        world.twin.inject(Fault.latency(Duration.ZERO).on("POST", "/send/contact"));
        world.twin.inject(Fault.error("VALIDATION_ERROR").on("POST", "/send/contact"));

        Exchange done = world.send("wa:send-contact", TO, three());

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure.getMessage()).contains("1 of 3 contact cards were sent");
        assertThat(report(done))
                .extracting(Contact.Report::outcome)
                .containsExactly(Outcome.SENT, Outcome.NOT_SENT, null);
        assertThat(names()).containsExactly("Mira");
    }

    @Test
    void aRedeliverySendsOnlyTheCardsThatWereNotSent() throws Exception {
        redelivering("direct:again", "wa:send-contact?maxRetries=0");
        world.twin.inject(Fault.latency(Duration.ZERO).on("POST", "/send/contact"));
        world.twin.inject(Fault.error("AUTHENTICATION_ERROR").on("POST", "/send/contact"));

        Exchange done = request("direct:again", three());

        assertThat(done.getException()).isNull();
        assertThat(names()).containsExactly("Mira", "Ann", "Bo");
        assertThat(report(done)).allSatisfy(each -> assertThat(each.outcome()).isEqualTo(Outcome.SENT));
    }

    @Test
    void aRedeliveryDoesNotSendACardInDoubtAgain() throws Exception {
        redelivering("direct:again", "wa:send-contact?maxRetries=0");
        world.twin.inject(Fault.latency(Duration.ZERO).on("POST", "/send/contact"));
        world.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT").on("POST", "/send/contact"));

        Exchange done = request("direct:again", three());

        assertThat(done.getException()).isInstanceOf(InDoubtException.class);
        assertThat(names()).containsExactly("Mira", "Ann");
        assertThat(report(done))
                .extracting(Contact.Report::outcome)
                .containsExactly(Outcome.SENT, Outcome.IN_DOUBT, null);
    }

    private void redelivering(String from, String step) throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ProviderException.class).maximumRedeliveries(3).redeliveryDelay(1);
                from(from).to(step);
            }
        });
    }

    private Exchange request(String to, Object body) {
        return world.camel.createProducerTemplate().request(to, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(TO));
            exchange.getMessage().setBody(body);
        });
    }

    @Test
    void claimsEachCardSeparatelyAcrossExchanges() {
        world.camel.getRegistry().bind("claims", MemoryIdempotentRepository.memoryIdempotentRepository());
        world.twin.inject(Fault.latency(Duration.ZERO).on("POST", "/send/contact"));
        world.twin.inject(Fault.error("VALIDATION_ERROR").on("POST", "/send/contact"));
        String step = "wa:send-contact?claimRepository=#claims";

        world.send(step, TO, three());

        assertThat(world.failed).hasSize(1);
        assertThat(world.failed.get(0).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        Exchange again = world.send(step, TO, three());
        assertThat(names()).containsExactly("Mira", "Ann", "Bo");
        assertThat(report(again)).extracting(Contact.Report::earlier).containsExactly(true, false, false);

        Exchange third = world.send(step, TO, List.of(contact("Mira", "+1 202 555 0143")));
        assertThat(report(third)).extracting(Contact.Report::earlier).containsExactly(true);
        assertThat(third.getMessage().getHeader(WaConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(names()).hasSize(3);
    }

    @Test
    void derivesTheClaimsFromAGivenIdempotencyKey() {
        MemoryIdempotentRepository claims =
                (MemoryIdempotentRepository) MemoryIdempotentRepository.memoryIdempotentRepository();
        world.camel.getRegistry().bind("claims", claims);
        Map<String, Object> keyed = Map.of("CamelCardRecipient", PHONE, "CamelCardIdempotencyKey", "welcome");
        Map<String, Object> other = Map.of("CamelCardRecipient", PHONE, "CamelCardIdempotencyKey", "later");

        for (Map<String, Object> headers : List.of(keyed, keyed, other)) {
            world.send("wa:send-contact?claimRepository=#claims", headers, three());
        }

        assertThat(names()).hasSize(6);
        assertThat(claims.getCache().keySet()).contains("wa:send-contact:welcome/0", "wa:send-contact:later/2");
    }

    @Test
    void keepsTheClaimOfACardInDoubt() {
        world.camel.getRegistry().bind("claims", MemoryIdempotentRepository.memoryIdempotentRepository());
        world.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT").on("POST", "/send/contact"));

        world.send("wa:send-contact?claimRepository=#claims", TO, three());
        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        world.send("wa:send-contact?claimRepository=#claims", TO, three());

        assertThat(names()).containsExactly("Mira", "Ann", "Bo");
    }

    @Test
    void sendsNoCardWhenTheClaimRepositoryFails() {
        world.camel.getRegistry().bind("claims", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new IllegalStateException("down");
            }
        });

        world.send("wa:send-contact?claimRepository=#claims", TO, three());

        assertThat(world.onlyFailure().getMessage()).contains("could not read the claimRepository");
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void lostFieldsOfSeveralCardsNameTheCard() {
        ContactCard plain = ContactCard.builder()
                .fullName("Mira")
                .phone("+12025550143", null)
                .build();
        Exchange done = world.send(
                "wa:send-contact",
                TO,
                List.of(plain, plain.toBuilder().title("Captain").build()));

        assertThat(done.getMessage().getHeader(WaConstants.LOST_FIELDS)).isEqualTo(List.of("body[1].title"));
    }

    @Test
    void aRepeatedStepInTheRouteSendsAllCardsAgain() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice")
                        .setProperty("cards")
                        .body()
                        .to("wa:send-contact")
                        .setBody(exchangeProperty("cards"))
                        .to("wa:send-contact");
            }
        });

        Exchange done = request("direct:twice", three());

        assertThat(done.getException()).isNull();
        assertThat(names()).containsExactly("Mira", "Ann", "Bo", "Mira", "Ann", "Bo");
    }
}
