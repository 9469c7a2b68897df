package io.callingcard.provider.inbound;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/** What happened, in words that are the same for all providers. */
public enum EventType {
    /** A person sent us a message. */
    MESSAGE_RECEIVED("message.received"),
    /** We wrote: by this component, by another program, or by hand on the phone. */
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
    /** What this version has no word for; the raw JSON has it all. */
    OTHER("other");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** The types in a list of words with commas; all when there is none. */
    static Set<EventType> several(String words) {
        return words == null || words.isBlank()
                ? EnumSet.allOf(EventType.class)
                : Arrays.stream(words.split(","))
                        .map(String::strip)
                        .map(EventType::of)
                        .collect(Collectors.toSet());
    }

    /** The type of a word, or an error that names those there are. */
    private static EventType of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("eventTypes: there is no '" + word + "'; there are "
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
