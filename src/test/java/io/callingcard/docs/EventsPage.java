// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.callingcard.provider.inbound.EventType;

/** Generates the page of events: their types, fields and headers. */
final class EventsPage {

    private static final Path EVENT = Path.of("src/main/java/io/callingcard/provider/inbound/InboundEvent.java");
    private static final Pattern FIELD = Pattern.compile("(?m)^ \\* @param (\\w+) +(.*)$");

    private EventsPage() {}

    static String page() throws IOException {
        StringBuilder page = new StringBuilder("# Events\n\n" + ReferencePages.made("EventType and InboundEvent")
                + "The events that `chert:events`, `linq:events` and `wa:events` receive. The body is an `InboundEvent`, the same for all"
                + " providers. This route logs the person and the text of each message:\n\n"
                + "```yaml\n- route:\n    from:\n      uri: wa:events\n      parameters:\n"
                + "        webhookVerifyToken: \"{{env:WA_WEBHOOK_SECRET}}\"\n        eventTypes: message.received\n"
                + "      steps:\n        - log: \"${body.sender()}: ${body.text()}\"\n```\n\n"
                + "A guide is [Receive messages](receive.md).\n\n"
                + "## Types\n\nThe option `eventTypes` selects some of them, separated by commas. The header"
                + " `CamelCardEventType` has the type.\n\n| Type | When |\n| --- | --- |\n");
        for (EventType type : EventType.values()) {
            page.append(ReferencePages.row("`" + type.word() + "`", when(type)));
        }
        page.append("\n## Fields\n\nIn JSON, a field that the provider does not report is left out.\n\n"
                + "| Field | Description |\n| --- | --- |\n");
        for (MatchResult field :
                FIELD.matcher(Files.readString(EVENT)).results().toList()) {
            page.append(ReferencePages.row("`" + field.group(1) + "`", sentence(field.group(2))));
        }
        return page.append(
                        "\n## Headers\n\nThe events of the three components set these headers, if the provider reports"
                                + " them: " + String.join(", ", headers())
                                + ". [Headers](headers.md) describes them.\n")
                .toString();
    }

    private static Set<String> headers() throws IOException {
        Set<String> names = new TreeSet<>();
        ReferencePages.metadata("wa").path("headers").properties().forEach(each -> {
            if (each.getValue().path("label").asText().startsWith("consumer")) {
                names.add("`" + each.getKey() + "`");
            }
        });
        return names;
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static String when(EventType type) {
        return switch (type) {
            case MESSAGE_RECEIVED -> "A person wrote to the line.";
            case MESSAGE_SENT -> "The line sent a message: with this component, with another program, or on the phone.";
            case MESSAGE_DELIVERED -> "A message arrived on the phone.";
            case MESSAGE_READ -> "The person read a message.";
            case MESSAGE_FAILED -> "The provider accepted a message, but could not deliver it.";
            case MESSAGE_EDITED -> "The text of a message was changed.";
            case MESSAGE_DELETED -> "A message was deleted.";
            case REACTION_ADDED -> "A person reacted to a message.";
            case REACTION_REMOVED -> "A person removed a reaction.";
            case TYPING_STARTED -> "A person began to type.";
            case TYPING_STOPPED -> "A person stopped typing.";
            case PARTICIPANT_ADDED -> "A person joined a group, or was added to it.";
            case PARTICIPANT_REMOVED -> "A person left a group, or was removed from it.";
            case CHAT_CREATED -> "A chat or a group was created.";
            case CHAT_UPDATED -> "A chat or a group changed, such as its name.";
            case CARD_RECEIVED ->
                "A person shared their own name and photo. A card sent as a message is a `message.received`.";
            case LINE_UPDATED -> "One of your own lines changed, such as its state.";
            case CALL_RECEIVED -> "A person called the line.";
            case OTHER -> "An event that this release does not know. Its raw JSON has the provider's own type.";
        };
    }
}
