// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** What can happen at WhatsApp that the gateway tells in an event, with the name of that event. */
enum WaEventKind {
    /** Details: {@code text}, {@code replied_to}, {@code quoted}, {@code forwarded}. */
    TEXT("message", "text", "replied_to", "quoted", "forwarded"),
    /** Details: {@code caption}, {@code file_name}, {@code bytes} in base64; as for all files. */
    IMAGE("message", "caption", "file_name", "bytes", "view_once"),
    VIDEO("message", "caption", "file_name", "bytes", "view_once"),
    /** A short video in a circle. */
    VIDEO_NOTE("message", "file_name", "bytes"),
    AUDIO("message", "file_name", "bytes"),
    DOCUMENT("message", "caption", "file_name", "bytes"),
    STICKER("message", "file_name", "bytes"),
    /** Details: {@code name}, {@code vcard}. */
    CONTACT("message", "name", "vcard"),
    /** Several contacts in one message. Details: {@code contacts}, a list of {@code name} and {@code vcard}. */
    CONTACTS("message", "contacts"),
    /** Details: {@code latitude}, {@code longitude}, {@code name}, {@code address}. */
    LOCATION("message", "latitude", "longitude", "name", "address"),
    LIVE_LOCATION("message", "latitude", "longitude", "caption"),
    /** Details: {@code title}, {@code description}. */
    LIST("message", "title", "description"),
    /** Details: {@code title}, {@code text}. */
    ORDER("message", "title", "text"),
    /** The gateway tells of polls, votes and pressed buttons without their content. */
    POLL("message"),
    /** A message with buttons. Details: {@code text}, {@code files}, a list of file names. */
    INTERACTIVE("message", "text", "files"),
    /** Details: {@code message_id}, {@code reaction}; an empty reaction removes it. */
    REACTION("message.reaction", "message_id", "reaction"),
    /** Deleted for everyone. Details: {@code message_id}. */
    REVOKED("message.revoked", "message_id"),
    /** Details: {@code message_id}, {@code text}. */
    EDITED("message.edited", "message_id", "text"),
    /** Deleted on another device of the account, for the account alone. Details: {@code message_id}. */
    DELETED("message.deleted", "message_id"),
    /** Details: {@code message_id} or {@code message_ids}, {@code receipt}: delivered, read or read-self. */
    RECEIPT("message.ack", "message_id", "message_ids", "receipt"),
    /** Details: {@code state}: composing or paused, {@code media}: empty or audio. */
    TYPING("chat_presence", "state", "media"),
    /** Details: {@code change}: join, leave, promote or demote, {@code people}, a list of numbers. */
    PARTICIPANTS("group.participants", "change", "people"),
    /** The account was added to a group. Details: {@code group_name}, {@code reason}. */
    JOINED("group.joined", "group_name", "reason"),
    /** Details: {@code label_id}, {@code name}, {@code deleted}. */
    LABEL_EDIT("label.edit", "label_id", "name", "deleted"),
    /** Details: {@code label_id}, {@code labeled}. */
    LABEL("label.association", "label_id", "labeled"),
    /** Details: {@code channel}, as for all events of channels, {@code name}, {@code description}. */
    CHANNEL_JOINED("newsletter.joined", "channel", "name", "description"),
    /** Details: {@code role}. */
    CHANNEL_LEFT("newsletter.left", "channel", "role"),
    /** Details: {@code message_id}. */
    CHANNEL_MESSAGE("newsletter.message", "channel", "message_id"),
    /** Details: {@code mute}: on or off. */
    CHANNEL_MUTE("newsletter.mute", "channel", "mute"),
    /** Details: {@code call_id}; {@code chat} for a call in a group. */
    CALL("call.offer", "call_id");

    private static final List<String> OF_ALL = List.of("device", "kind", "from", "lid", "chat", "from_me");

    private final String event;
    private final List<String> details;

    WaEventKind(String event, String... details) {
        this.event = event;
        this.details = List.of(details);
    }

    /** Returns the gateway's name of the event. */
    String event() {
        return event;
    }

    /** Returns the word that names the kind in JSON. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the event is a message, which has its time within the payload. */
    boolean isMessage() {
        return event.startsWith("message") && this != RECEIPT;
    }

    /** The names of the details of all kinds. */
    static Set<String> details() {
        Set<String> all = new LinkedHashSet<>(OF_ALL);
        Arrays.stream(values()).forEach(kind -> all.addAll(kind.details));
        return all;
    }

    static WaEventKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        1002,
                        "kind: there is no \"" + word + "\"; there are "
                                + Arrays.stream(values()).map(WaEventKind::word).collect(Collectors.joining(", "))));
    }

    /** The kind that a body of {@code POST /twin/control/wa} names, or the one that its details show. */
    static WaEventKind of(JsonNode deed) {
        if (deed.has("kind")) {
            return of(deed.get("kind").asText());
        }
        if (deed.has("vcard")) {
            return CONTACT;
        }
        return deed.has("reaction") ? REACTION : deed.has("receipt") ? RECEIPT : TEXT;
    }
}
