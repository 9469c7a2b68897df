// SPDX-License-Identifier: Apache-2.0
package io.callingcard.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.campaign.ReadLeads;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidCardException;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneMask;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.card.VCards;
import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.fixture.Signer;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;
import io.callingcard.provider.wire.RetryAfters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads mutants of good inputs with each parser that a stranger reaches. Each is read, or refused by a named error, in
 * less than 100 ms of CPU. A mutant of more than a megabyte may take 100 ms for each megabyte.
 * {@code mvn -Pfuzz verify} reads a million for each parser, and checks that memory does not grow; with
 * {@code -Dfuzz.target="lead JSON,CSV"} only for these.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {

    private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 3_000);
    private static final int ENOUGH_FOR_MEMORY = 100_000;
    private static final long LARGEST_GROWTH = 32L << 20;
    private static final long LONGEST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS_PER_CHARACTER = LONGEST_NANOS / 1_000_000;
    private static final List<String> CHOSEN =
            List.of(System.getProperty("fuzz.target", "").split(","));
    private static final int TRIES = 3;
    private static final String LINQ_SECRET = "whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0";
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000);

    private static final String VCARD =
            """
            BEGIN:VCARD
            VERSION:3.0
            FN:Mina Park
            N:Park;Mina;;;
            ORG:Harbor Books;Sales
            TITLE:Manager
            TEL;TYPE=CELL,VOICE;PREF=1:+1 415 555 0100
            item1.TEL;waid=14155550111:+1 415 555 0111
            item1.X-ABLabel:_$!<Other>!$_
            EMAIL;TYPE=INTERNET:mina@example.com
            ADR;TYPE=WORK:;;1 Main St;Springfield;IL;62701;USA
            URL:https://example.com
            BDAY:1990-02-28
            NOTE;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9
            PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==
            LOGO:data:image/png;base64,iVBORw0KGgo=
            AGENT:BEGIN:VCARD\\nVERSION:3.0\\nFN:Tom\\nEND:VCARD
            X-SOCIALPROFILE;TYPE=x:https://example.com/mina
            END:VCARD""";

    private static final String LEAD =
            """
            {"id":"crm-7","name":"Ada","phone":"+1 415 555 0100","channel":"linq","campaign":"welcome","consent":true,\
            "time_zone":"America/New_York","line":"+12025550143","contact":{"full_name":"Harbor Books",\
            "phones":[{"value":"+12025550143","label":"work"}],"emails":[{"value":"a@example.com"}]},"store":"Main St"}""";

    private static final String ROWS =
            """
            id,name,phone,channel,campaign,consent,time_zone,store
            1,Ada,+1 415 555 0100,chert,welcome,yes,Europe/Berlin,"Main, St"
            2,"Bob ""B\"\"",+1 415 555 0101,wa,welcome,true,,x
            3,Cyd,+1 415 555 0102,linq,welcome,1,,y
            """;

    /** Reads one mutant. Returns whether it was well-formed. Throws only what is documented. */
    @FunctionalInterface
    private interface Parser {
        boolean read(String mutant, RandomGenerator random) throws Exception;
    }

    /**
     * A parser and the inputs that its mutants are made of.
     *
     * @param isShaped whether at least half of the mutants must be well-formed
     */
    private record Target(String name, List<String> seeds, Mutator mutator, boolean isShaped, Parser parser) {

        @Override
        public String toString() {
            return name;
        }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private CamelContext camel;

    @BeforeAll
    void start() {
        camel = new DefaultCamelContext();
        ReadLeads.define(camel, "welcome");
        camel.start();
    }

    @AfterAll
    void stop() {
        camel.stop();
    }

    /** The parsers that {@code -Dfuzz.target} names, or all. */
    Stream<Target> chosen() {
        return targets().filter(target -> CHOSEN.equals(List.of("")) || CHOSEN.contains(target.name()));
    }

    private Stream<Target> targets() {
        return Stream.of(
                new Target("vCard", List.of(VCARD), Mutator.lines(), true, MutantsTest::readCards),
                new Target("contact JSON", List.of(contact()), Mutator.json(), true, MutantsTest::readContact),
                new Target(
                        "phone",
                        List.of("+1 (415) 555-0100 ext. 5", "tel:+49-30-1234567"),
                        Mutator.text(),
                        false,
                        (typed, random) -> {
                            PhoneNumbers.recipient(typed, "US");
                            return true;
                        }),
                new Target(
                        "mask",
                        List.of("call +1 415 555 0100 or 030/123456", "a@x.y"),
                        Mutator.text(),
                        false,
                        (text, random) -> {
                            PhoneMask.mask(text);
                            return true;
                        }),
                new Target(
                        "keyword",
                        List.of("Stop.", "please stop"),
                        Mutator.text(),
                        false,
                        (text, random) -> ReadLeads.isKeyword(text)),
                new Target("CSV", List.of(ROWS), Mutator.lines(), false, (rows, random) -> ReadLeads.csv(camel, rows)),
                new Target(
                        "lead JSON",
                        List.of(LEAD),
                        Mutator.json(),
                        true,
                        (lead, random) -> isJson(lead) & ReadLeads.json(camel, lead)),
                event("chert", "chert:events?webhookVerifyToken=s1"),
                event("linq", "linq:events?webhookVerifyToken=" + LINQ_SECRET),
                event("wa", "wa:events?webhookVerifyToken=s1"),
                headers("chert", "chert:events?webhookVerifyToken=s1"),
                headers("linq", "linq:events?webhookVerifyToken=" + LINQ_SECRET),
                headers("wa", "wa:events?webhookVerifyToken=s1"),
                new Target(
                        "Retry-After",
                        List.of("120", "Wed, 21 Oct 2026 07:28:00 GMT"),
                        Mutator.text(),
                        false,
                        (value, random) -> RetryAfters.parse(value, NOW).isPresent()));
    }

    private static String contact() {
        return ContactJson.write(VCards.read(VCARD)).toString();
    }

    private static boolean readCards(String mutant, RandomGenerator random) {
        try {
            VCards.readAll(mutant).forEach(card -> {
                VCards.write(card);
                ContactJson.write(card);
            });
            return true;
        } catch (InvalidCardException refused) {
            return false;
        }
    }

    private static boolean readContact(String mutant, RandomGenerator random) {
        try {
            VCards.write(ContactJson.read(mutant));
        } catch (InvalidCardException refused) {
            // Most are not cards.
        }
        return isJson(mutant);
    }

    private static boolean isJson(String mutant) {
        try {
            Mutator.JSON_MAPPER.readTree(mutant);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Webhooks webhooks(String uri) {
        ProviderEndpoint endpoint = camel.getEndpoint(uri, ProviderEndpoint.class);
        ProviderConfiguration configuration = endpoint.getConfiguration();
        configuration.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return endpoint.webhooks();
    }

    private static Map<String, String> signed(String provider, byte[] body) {
        return switch (provider) {
            case "chert" -> Signer.chert("s1", NOW.getEpochSecond(), body);
            case "linq" -> Signer.linq(LINQ_SECRET, "msg_1", NOW.getEpochSecond(), body);
            default -> Signer.wa("s1", body);
        };
    }

    /** Mutants of events with a valid signature and time: they get past the door. */
    private Target event(String provider, String uri) {
        Webhooks webhooks = webhooks(uri);
        return new Target(provider + " event", TwinEvents.of(provider), Mutator.json(), true, (mutant, random) -> {
            byte[] body = Mutator.bytes(mutant);
            webhooks.seal(headers(signed(provider, body))).verify(body);
            try {
                InboundEvent event = webhooks.read(body, NOW);
                PhoneMask.mask(event.toString());
                camel.getTypeConverter().mandatoryConvertTo(byte[].class, event);
            } catch (Webhooks.UnreadableEventException refused) {
                // A signed body that is no event.
            }
            return isJson(mutant);
        });
    }

    /** Mutants of the headers of a signed call. Only the call itself is accepted. */
    private Target headers(String provider, String uri) {
        Webhooks webhooks = webhooks(uri);
        byte[] body = Mutator.bytes(TwinEvents.of(provider).get(0));
        Map<String, String> genuine = signed(provider, body);
        String seed = String.join("\n", genuine.values());
        List<String> names = List.copyOf(genuine.keySet());
        return new Target(provider + " headers", List.of(seed), Mutator.text(), false, (mutant, random) -> {
            String[] values = mutant.split("\n", names.size());
            try {
                webhooks.seal(new Webhooks.Headers(name -> {
                            int at = names.indexOf(name);
                            return at >= 0 && at < values.length ? List.of(values[at]) : List.of();
                        }))
                        .verify(body);
                boolean isTheSame = mutant.toLowerCase(Locale.ROOT)
                        .replaceAll("\\s", "")
                        .contains(signature(provider, genuine).toLowerCase(Locale.ROOT));
                assertThat(isTheSame)
                        .as("a signature that was not made by the provider was accepted")
                        .isTrue();
                return true;
            } catch (Webhooks.ForgedEventException refused) {
                return false;
            }
        });
    }

    private static String signature(String provider, Map<String, String> headers) {
        return switch (provider) {
            case "chert" -> headers.get("X-Webhook-Signature").replaceFirst(".*v1=", "");
            case "linq" -> headers.get("webhook-signature").substring("v1,".length());
            default -> headers.get("X-Hub-Signature-256").substring("sha256=".length());
        };
    }

    private static Webhooks.Headers headers(Map<String, String> headers) {
        return new Webhooks.Headers(name -> headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList());
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void eachMutantIsReadOrRefusedInTime(Target target) {
        int shaped = 0;
        long heap = 0;
        long slowest = 0;
        String slowestMutant = "";
        for (int number = 0; number < MUTANTS; number++) {
            if (number == MUTANTS / 5) {
                heap = heap();
            }
            RandomGenerator random = new SplittableRandom(number);
            String mutant = target.mutator()
                    .mutate(target.seeds().get(random.nextInt(target.seeds().size())), random);
            long longest = Math.max(LONGEST_NANOS, mutant.length() * LONGEST_NANOS_PER_CHARACTER);
            long nanos = Long.MAX_VALUE;
            // The first try may include the work of the compiler.
            for (int attempt = 0; attempt < TRIES && nanos >= longest; attempt++) {
                long start = threads.getCurrentThreadCpuTime();
                boolean isWellFormed = read(target, mutant, number);
                nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - start);
                shaped += attempt == 0 && isWellFormed ? 1 : 0;
            }
            String name = "mutant " + number + " of " + mutant.length() + " characters";
            assertThat(Duration.ofNanos(nanos))
                    .as("time of " + target + " for " + name)
                    .isLessThan(Duration.ofNanos(longest));
            slowestMutant = nanos > slowest ? name : slowestMutant;
            slowest = Math.max(slowest, nanos);
        }
        if (target.isShaped()) {
            assertThat(shaped).as("well-formed mutants").isGreaterThanOrEqualTo(MUTANTS / 2);
        }
        if (MUTANTS >= ENOUGH_FOR_MEMORY) {
            assertThat(heap() - heap).as("growth of the heap").isLessThan(LARGEST_GROWTH);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %,d mutants, %.0f %% well-formed, slowest %.1f ms (%s)%n",
                    target,
                    MUTANTS,
                    100.0 * shaped / MUTANTS,
                    slowest / 1e6,
                    slowestMutant);
        }
    }

    private static boolean read(Target target, String mutant, int number) {
        try {
            return target.parser().read(mutant, new SplittableRandom(number));
        } catch (InvalidPhoneException refused) {
            return false;
        } catch (Throwable e) {
            throw new AssertionError("mutant " + number + " of " + target + ": " + shortened(mutant), e);
        }
    }

    private static String shortened(String mutant) {
        return mutant.length() <= 2_000 ? mutant : mutant.substring(0, 2_000) + "...";
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
