// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The stand-in of one provider.
 *
 * @param <S> what the provider stores
 * @param <C> the provider's form of a call
 */
abstract class ProviderTwin<S extends ProviderState, C> {

    /** The names within settings and details that are objects, or lists of objects. */
    private static final Map<String, Set<String>> WITHIN = Map.of(
            "own_card", Set.of("first_name", "last_name", "image_url"),
            "webhooks", Set.of("url", "secret"),
            "location", Set.of("latitude", "longitude"),
            "contacts", Set.of("name", "vcard"));

    private final String provider;
    private final World world;
    private Routes<C> calls;
    S state;

    /** @param provider the provider's name, which is also its path below {@code /twin} */
    ProviderTwin(String provider, World world) {
        this.provider = provider;
        this.world = world;
    }

    /** The state of a provider that was never used. */
    abstract S newState(World itsWorld);

    /** The table of calls on the present state. */
    abstract Routes<C> calls();

    /** Answers a request, and delivers its message to the phones. */
    abstract Reply dispatch(ReceivedRequest request, Routes<C> itsCalls);

    /** The error in the provider's own form. */
    abstract Reply refused(ReceivedRequest request, Refusal refusal);

    /** The names of the settings. */
    abstract Set<String> settings();

    /** The names of the details of what people do. */
    abstract Set<String> deeds();

    /** Changes the provider's settings as the body of {@code POST /twin/control/...} asks. */
    abstract void set(JsonNode given);

    /** Sends a message, card, reaction or receipt on behalf of a person. */
    abstract void receive(JsonNode deed);

    /** Answers a call. Called by one thread at a time. */
    synchronized Reply answer(ReceivedRequest request) {
        try {
            return dispatch(request, calls);
        } catch (Refusal refusal) {
            return refused(request, refusal);
        }
    }

    /** Answers as the session recorded, or as the twin does, or with the injected error. */
    final synchronized Reply answer(ReceivedRequest request, Fault fault, Session session) {
        Fault.Kind kind = fault == null ? null : fault.kind();
        Reply reply = kind == Fault.Kind.ERROR
                ? error(request, fault)
                : session.answer(request).orElseGet(() -> answer(request));
        if (kind == Fault.Kind.ERROR_AFTER_DELIVERY) {
            reply = error(request, fault);
        }
        session.record(request, reply);
        return reply;
    }

    /** Answers with the injected error. */
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        return refused(request, Refusal.of(fault));
    }

    /** Changes settings and sends messages. The fields are listed in docs/twins.md. */
    final synchronized void control(JsonNode given) {
        try {
            refuseUnknown(given, and(settings(), "receive", "second_ms"), "setting");
            refuseUnknownWithin(given);
            // The page sends the name of a card to every provider.
            given.path("receive").forEach(deed -> {
                refuseUnknown(deed, and(deeds(), "name"), "detail of receive");
                refuseUnknownWithin(deed);
            });
            set(given);
            state.pace = Duration.ofMillis(given.path("second_ms").asLong(state.pace.toMillis()));
            given.path("receive").forEach(this::receive);
        } catch (Refusal unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    private static Set<String> and(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(Set.of(more));
        return all;
    }

    private static void refuseUnknownWithin(JsonNode given) {
        WITHIN.forEach((field, names) -> {
            JsonNode value = given.path(field);
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                refuseUnknown(each, names, "field of " + field);
            }
        });
    }

    /** Refuses an object with a field that is not among the names. */
    static void refuseUnknown(JsonNode given, Set<String> names, String what) {
        given.fieldNames()
                .forEachRemaining(name -> Refusal.when(
                        !names.contains(name),
                        1002,
                        "there is no " + what + " \"" + name + "\"; there are "
                                + String.join(", ", new TreeSet<>(names))));
    }

    /** Forgets everything that was sent and set. */
    synchronized void reset() {
        if (state != null) {
            state.end();
        }
        state = newState(world);
        calls = calls();
    }

    /** Sets how long a second of the provider lasts, for the waits between two deliveries of an event. */
    public synchronized void pace(Duration second) {
        state.pace = second;
    }

    /** Describes the calls that the twin answers, as OpenAPI. */
    final synchronized ObjectNode openApi() {
        return OpenApiDocument.of(provider, calls);
    }

    final String provider() {
        return provider;
    }
}
