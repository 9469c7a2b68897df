// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** The type of an event, the same for all providers. */
public enum EventType {
    /** A person wrote to us. */
    MESSAGE_RECEIVED("message.received"),
    /** We wrote: by this component, by another program, or on the phone. */
    MESSAGE_SENT("message.sent"),
    MESSAGE_DELIVERED("message.delivered"),
    MESSAGE_READ("message.read"),
    MESSAGE_FAILED("message.failed"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted"),
    REACTION_ADDED("reaction.added"),
    REACTION_REMOVED("reaction.removed"),
    TYPING_STARTED("typing.started"),
    TYPING_STOPPED("typing.stopped"),
    PARTICIPANT_ADDED("participant.added"),
    PARTICIPANT_REMOVED("participant.removed"),
    CHAT_CREATED("chat.created"),
    CHAT_UPDATED("chat.updated"),
    /** A person shared their own name and photo. A card that is sent as a message is a message. */
    CARD_RECEIVED("card.received"),
    /** Something about one of our own lines changed. */
    LINE_UPDATED("line.updated"),
    CALL_RECEIVED("call.received"),
    /** An event that this version does not know; see its raw JSON. */
    OTHER("other");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** Returns the types in a comma-separated list; all types if the list is empty. */
    static Set<EventType> several(String words) {
        return words == null || words.isBlank()
                ? EnumSet.allOf(EventType.class)
                : Arrays.stream(words.split(","))
                        .map(String::strip)
                        .map(EventType::of)
                        .collect(Collectors.toSet());
    }

    /** Returns the type of a word that a node of another version may have written. */
    static EventType known(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    /** Finds the type of a word. The error for an unknown word lists the known ones. */
    private static EventType of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("eventTypes: there is no type '" + word + "'. Use one of "
                                + Arrays.stream(values()).map(EventType::word).collect(Collectors.joining(", "))));
    }

    @JsonValue
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
