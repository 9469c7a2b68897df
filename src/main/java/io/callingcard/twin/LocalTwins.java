// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Twins without a server, for a process that hands them its calls itself. They remember the newest messages only. */
public final class LocalTwins {

    private static final World.Memory MEMORY = new World.Memory(3, 20_000);

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
        this.chert = new ChertTwin("twin", world);
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
        String sha256 = HexFormat.of().formatHex(Twins.sha256().digest(body));
        ReceivedRequest request = new ReceivedRequest(provider, method, root, path, headers, body, body.length, sha256);
        Reply reply = twin.answer(request, fault, Session.NONE).with("date", clock.httpDate());
        boolean isForeign = fault != null && fault.kind() == Fault.Kind.FOREIGN_PAGE;
        byte[] answered = isForeign ? Twins.FOREIGN_PAGE.getBytes(StandardCharsets.UTF_8) : reply.body();
        return new Answer(reply.status(), reply.headers(), answered, fault);
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
