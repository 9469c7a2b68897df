// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Twins without a server, for a process that hands them its calls itself. They remember the newest messages only. */
public final class LocalTwins {

    private static final World.Memory MEMORY = new World.Memory(3, 20_000);
    private static final byte[] FOREIGN = "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8);

    private final TwinClock clock;
    private final Faults faults;
    private final ChertTwin chert;
    private final LinqTwin linq;
    private final WaTwin wa;
    private final Map<String, ProviderTwin<?, ?>> all;

    /**
     * Creates the twins. Their credentials are {@code twin}.
     *
     * @param seed     determines the ids and the faults
     * @param courier  brings the events
     * @param received receives what the phones receive, in order
     */
    public LocalTwins(Clock clock, long seed, Courier courier, Consumer<JournalEntry> received) {
        this.clock = new TwinClock(clock);
        this.faults = new Faults(seed);
        World world = new World(this.clock, new Journal(false, received), null, courier, seed, true, MEMORY);
        this.chert = new ChertTwin("twin", "twin", world);
        this.linq = new LinqTwin("twin", world);
        this.wa = new WaTwin(world, WaDialect.V9);
        this.all = Stream.of(chert, linq, wa).collect(Collectors.toMap(ProviderTwin::provider, twin -> twin));
    }

    /**
     * The answer of a provider.
     *
     * @param fault what went wrong with the call; null if nothing did
     */
    public record Answer(int status, Map<String, String> headers, byte[] body, Fault fault) {

        @Override
        public String toString() {
            return "Answer[" + status + ", " + fault + "]";
        }
    }

    /**
     * Calls a provider.
     *
     * @param root    the address that stands for the provider's host
     * @param path    the path below it, with the query
     * @param headers the headers; names in lower case
     */
    public Answer call(
            String provider, String method, String root, String path, Map<String, String> headers, byte[] body) {
        ProviderTwin<?, ?> twin = all.get(provider);
        Fault fault = faults.take(provider, method, path).orElse(null);
        if (fault != null
                && (fault.kind() == Fault.Kind.RESET_BEFORE_READING || fault.kind() == Fault.Kind.CUT_REQUEST)) {
            return new Answer(0, Map.of(), new byte[0], fault);
        }
        ReceivedRequest request =
                new ReceivedRequest(provider, method, root, path, headers, body, body.length, sha256(body));
        Reply reply =
                fault != null && fault.kind() == Fault.Kind.ERROR ? twin.error(request, fault) : twin.answer(request);
        if (fault != null && fault.kind() == Fault.Kind.ERROR_AFTER_DELIVERY) {
            reply = twin.error(request, fault);
        }
        Map<String, String> answered = new LinkedHashMap<>(reply.headers());
        answered.put(
                "date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        boolean isForeign = fault != null && fault.kind() == Fault.Kind.FOREIGN_PAGE;
        return new Answer(reply.status(), answered, isForeign ? FOREIGN : bytes(reply), fault);
    }

    private static byte[] bytes(Reply reply) {
        if (reply.json() == null) {
            return reply.bytes() == null ? new byte[0] : reply.bytes();
        }
        try {
            return Json.STRICT.writeValueAsBytes(reply.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Adds a fault. The first one that matches a call happens. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /** Adds lines, as {@code +14155550100}. */
    public void lines(String provider, List<String> numbers) {
        switch (provider) {
            case "chert" -> numbers.forEach(chert::addLine);
            case "linq" -> numbers.forEach(linq::addLineWithCard);
            default -> {
                // The gateway sends from the device.
            }
        }
    }

    /** Adds a chat that began before. */
    public void chat(String provider, String line, String phone, String id) {
        switch (provider) {
            case "chert" -> chert.addChat(line, phone, id);
            case "linq" -> linq.addChat(line, phone, id);
            default -> {
                // The gateway names chats by their numbers.
            }
        }
    }

    public ChertTwin chert() {
        return chert;
    }

    public LinqTwin linq() {
        return linq;
    }

    public WaTwin wa() {
        return wa;
    }
}
