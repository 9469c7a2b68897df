package io.callingcard.chert;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Each operation through a route with {@code onException}: the documented errors, a time-out, a lost answer. */
class ChertFailuresTest {

    /** What any call may meet. */
    private static final int[] GENERAL = {1007, 2001, 2004, 2005, 2012, 3001, 3002, 4002};

    /** What the provider's pages say of each call beyond that. */
    private static final Map<ChertOperation, int[]> DOCUMENTED = new EnumMap<>(Map.ofEntries(
            Map.entry(ChertOperation.SEND_CONTACT, new int[] {1001, 1002, 1004, 2002, 4001, 4099}),
            Map.entry(ChertOperation.SHARE_CARD, new int[] {1002, 2002, 4001, 4099}),
            Map.entry(ChertOperation.SEND_TEXT, new int[] {1002, 1003, 1005, 1009, 1010, 2002, 2006, 2008, 4001, 4098}),
            Map.entry(ChertOperation.SEND_MEDIA, new int[] {1006, 1008, 1011, 5001, 5002, 5003, 5004}),
            Map.entry(ChertOperation.SEND_LINK, new int[] {1005, 2002, 4001, 4099}),
            Map.entry(ChertOperation.SEND_LOCATION, new int[] {1001, 4099}),
            Map.entry(ChertOperation.CREATE_CHAT, new int[] {1001, 1003, 1006, 2006, 4001, 4099}),
            Map.entry(ChertOperation.UPDATE_CHAT, new int[] {1004, 1006, 2002, 4001, 4099}),
            Map.entry(ChertOperation.ADD_PARTICIPANT, new int[] {1001, 1006, 2002, 4001, 4099}),
            Map.entry(ChertOperation.REMOVE_PARTICIPANT, new int[] {1001, 1002, 1006, 2002, 4001, 4099}),
            Map.entry(ChertOperation.LEAVE_CHAT, new int[] {1002, 1006, 2002, 4001, 4099}),
            Map.entry(ChertOperation.REACT, new int[] {1002, 1004, 2003, 4001}),
            Map.entry(ChertOperation.EDIT, new int[] {1002, 1004, 2003, 4001, 4099}),
            Map.entry(ChertOperation.TYPING, new int[] {2002}),
            Map.entry(ChertOperation.MARK_READ, new int[] {1002, 2002, 4001, 4099}),
            Map.entry(ChertOperation.LIST_MESSAGES, new int[] {2002}),
            Map.entry(ChertOperation.GET_MESSAGE, new int[] {2003}),
            Map.entry(ChertOperation.UPLOAD_ATTACHMENT, new int[] {5002, 5003}),
            Map.entry(ChertOperation.DOWNLOAD_ATTACHMENT, new int[] {5001, 5004})));

    private static ChertWorld world;

    @BeforeAll
    static void start() {
        world = new ChertWorld();
        world.furnished();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void clear() {
        world.twin.faults().clear();
        world.failed.clear();
        world.went.clear();
    }

    static Stream<Deed> deeds() {
        return Deeds.oneForEach();
    }

    static Stream<Arguments> errors() {
        return Deeds.oneForEach().flatMap(deed -> IntStream.concat(
                        Arrays.stream(GENERAL), Arrays.stream(DOCUMENTED.getOrDefault(deed.operation(), new int[0])))
                .mapToObj(code -> Arguments.of(deed, code)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aDocumentedErrorReachesOnException(Deed row, int code) {
        Deed deed = row.in(world::name).and("maxRetries=0");
        int before = world.twin.journal().entries().size();
        world.twin.faults().add(Fault.error(code));

        world.send(deed);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getCode()).isEqualTo(Integer.toString(code));
        assertThat(failure.getProvider()).isEqualTo("chert");
        assertThat(failure.getOperation()).isEqualTo(deed.operation().word());
        assertThat(failure.getHttpStatus()).isGreaterThanOrEqualTo(400);
        boolean reads = deed.operation().effect() == Effect.NONE || deed.operation() == ChertOperation.ENSURE_WEBHOOK;
        boolean doubtful = !reads && Set.of(3001, 3002, 4001, 4002).contains(code);
        assertThat(failure.getOutcome()).isEqualTo(doubtful ? Outcome.IN_DOUBT : Outcome.NOT_SENT);
        assertThat(world.twin.journal().entries()).hasSize(before);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void aTimeOutAfterTheRequestWasReadIsInDoubtOnlyWhereSomethingMayBeLeftBehind(Deed row) {
        Deed deed = row.in(world::name).and("maxRetries=0&requestTimeout=200&transferTimeout=200");
        world.twin.faults().add(Fault.of(Fault.Kind.NO_ANSWER).on(deed.method(), null));

        world.send(deed);

        assertLost(deed);
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void aConnectionThatBreaksAfterDeliveryIsInDoubtAndNothingIsDeliveredTwice(Deed row) {
        Deed deed = row.in(world::name).headers(keyed(row)).and("maxRetries=0");
        int before = world.twin.journal().entries().size();
        world.twin.faults().add(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on(deed.method(), null));

        world.send(deed);

        assertLost(deed);
        assertThat(world.twin.journal().entries().stream()
                        .skip(before)
                        .map(entry -> entry.phone() + " " + entry.kind()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void anAnswerThatIsCutIsInDoubt(Deed row) {
        Deed deed = row.in(world::name).headers(keyed(row)).and("maxRetries=0&requestTimeout=2000");
        world.twin.faults().add(Fault.of(Fault.Kind.CUT_ANSWER).on(deed.method(), null));

        world.send(deed);

        assertLost(deed);
    }

    private static Map<String, Object> keyed(Deed deed) {
        Map<String, Object> headers = new HashMap<>(deed.headers());
        headers.remove("CamelCardIdempotencyKey");
        return headers;
    }

    /** An ensure-webhook whose answer was lost looks into the list, and so knows. */
    private static void assertLost(Deed deed) {
        if (deed.operation() == ChertOperation.ENSURE_WEBHOOK) {
            assertThat(world.failed).isEmpty();
            assertThat(world.went).hasSize(1);
            return;
        }
        ProviderException failure = world.onlyFailure();
        boolean lasting = deed.operation().effect() == Effect.LASTING;
        assertThat(failure.getOutcome()).isEqualTo(lasting ? Outcome.IN_DOUBT : Outcome.NOT_SENT);
        assertThat(failure.getKind()).isEqualTo(lasting ? ErrorKind.IN_DOUBT : ErrorKind.UNAVAILABLE);
        assertThat(failure.getHttpStatus()).isZero();
    }

    @Test
    void whatBreaksBeforeTheRequestIsReadIsRepeatedForTheCallsWithAKeyOnly() {
        world.twin.faults().add(Fault.of(Fault.Kind.RESET_BEFORE_READING));
        world.send("chert:send-text", Map.of("CamelCardRecipient", "+14155550177"), "Hello");
        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal().entries("+14155550177")).hasSize(1);

        world.twin.faults().add(Fault.of(Fault.Kind.RESET_BEFORE_READING));
        world.send("chert:send-contact", Map.of("CamelCardRecipient", "+14155550177"), Map.of("full_name", "A"));
        assertThat(world.failed).singleElement().matches(failure -> failure.getOutcome() == Outcome.IN_DOUBT);
        assertThat(world.twin.journal().entries("+14155550177")).hasSize(1);
    }

    @Test
    void aLostAnswerToATextIsAskedForAgainWithTheSameKeyAndThePhoneHasItOnce() {
        for (Fault.Kind kind : List.of(
                Fault.Kind.RESET_AFTER_DELIVERY,
                Fault.Kind.CUT_ANSWER,
                Fault.Kind.NO_ANSWER,
                Fault.Kind.STALL_AFTER_HEAD)) {
            world.twin.faults().add(Fault.of(kind).times(2));
            String phone = "+1415555018" + kind.ordinal() % 10;

            world.send("chert:send-text?requestTimeout=300", Map.of("CamelCardRecipient", phone), "Hello");

            assertThat(world.failed).as(kind.name()).isEmpty();
            assertThat(world.twin.journal().entries(phone)).as(kind.name()).hasSize(1);
        }
    }

    @Test
    void aCardIsNeverRepeatedAfterALostAnswerNotEvenByCamelsRedelivery() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(1));
                from("direct:redelivering").to("chert:send-contact");
            }
        });
        world.twin.faults().add(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY));

        Exception failure = world.camel
                .createProducerTemplate()
                .request("direct:redelivering", exchange -> {
                    exchange.getMessage().setHeader("CamelCardRecipient", "+14155550166");
                    exchange.getMessage().setBody(Map.of("full_name", "A"));
                })
                .getException();

        assertThat(failure).isInstanceOf(InDoubtException.class);
        assertThat(world.twin.journal().entries("+14155550166")).hasSize(1);
    }

    @Test
    void aRateLimitIsWaitedOutAndTheCardArrivesOnce() {
        world.twin.faults().add(Fault.error(1007).retryAfter(0).times(2));

        world.send("chert:send-contact", Map.of("CamelCardRecipient", "+14155550155"), Map.of("full_name", "A"));

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal().entries("+14155550155")).hasSize(1);
    }

    @Test
    void aWaitLongerThanTheLimitIsLeftToTheRoute() {
        world.twin.faults().add(Fault.error(1007).retryAfter(3600));

        world.send("chert:share-card", Map.of("CamelCardRecipient", "+14155550144"), null);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aSkewedClockIsLearntFromTheRefusalAndSignedOnceMore() {
        world.twin.clock().offset(Duration.ofHours(2));
        try {
            int before = world.twin.requests().size();

            world.send("chert:list-lines", Map.of(), null);

            assertThat(world.failed).isEmpty();
            assertThat(world.twin.requests()).hasSize(before + 2);

            world.send("chert:list-lines?resignOnClockSkew=false", Map.of(), null);
            assertThat(world.onlyFailureAfterSuccess().getCode()).isEqualTo("2013");
        } finally {
            world.twin.clock().offset(Duration.ZERO);
        }
    }

    @Test
    void aForeignPageAndAHugeAnswerProveNothing() {
        for (Fault.Kind kind : List.of(Fault.Kind.FOREIGN_PAGE, Fault.Kind.HUGE_ANSWER)) {
            world.failed.clear();
            world.twin.faults().add(Fault.of(kind));

            world.send("chert:share-card", Map.of("CamelCardRecipient", "+14155550133"), null);

            assertThat(world.onlyFailure().getOutcome()).as(kind.name()).isEqualTo(Outcome.IN_DOUBT);
        }
    }

    @Test
    void nothingIsLeftInTheAirWhenTheProviderIsSlow() {
        world.twin.faults().add(Fault.latency(Duration.ofMillis(300)));

        world.send("chert:typing?chatId=" + world.name("{chat}"), Map.of(), null);

        Awaitility.await().untilAsserted(() -> assertThat(world.went).hasSize(1));
        assertThat(world.failed).isEmpty();
    }
}
