// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;

/** The text and the files of a received message, which stand in another field for each kind of message. */
final class MessageContent {

    private static final List<String> MEDIA =
            List.of("image", "video", "video_note", "audio", "document", "sticker", "interactive_media");
    private static final List<String> PLACES = List.of("location", "live_location");

    private MessageContent() {}

    /** The words of a message: its text or caption, or else a short description of what it shows. */
    static String text(JsonNode payload) {
        return Stream.<Optional<String>>of(
                        Optional.ofNullable(Json.text(payload, "body")),
                        MEDIA.stream()
                                .map(kind -> Json.text(payload.path(kind), "caption"))
                                .filter(caption -> caption != null)
                                .findFirst(),
                        Optional.ofNullable(Json.text(payload, "interactive")),
                        PLACES.stream()
                                .map(payload::path)
                                .filter(JsonNode::isObject)
                                .findFirst()
                                .map(MessageContent::place),
                        words(payload.path("list"), "title", "description", "buttonText"),
                        words(payload.path("order"), "orderTitle", "message"),
                        poll(payload.path("poll")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** A place as {@code Harbor Books, 1 Main St (37.77, -122.41)}. */
    private static String place(JsonNode location) {
        String where = location.path("degreesLatitude").asText("") + ", "
                + location.path("degreesLongitude").asText("");
        return words(location, "name", "address", "caption")
                .map(name -> name + " (" + where + ")")
                .orElse(where);
    }

    private static Optional<String> words(JsonNode part, String... fields) {
        String words = Stream.of(fields)
                .map(field -> Json.text(part, field))
                .filter(word -> word != null)
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** A poll as its question and its options. Gateway v9.2.0 sends neither; later ones do. */
    private static Optional<String> poll(JsonNode poll) {
        String question = Json.text(poll, "question");
        List<String> options = new ArrayList<>();
        poll.path("options")
                .forEach(option -> options.add(option.isTextual() ? option.asText() : Json.text(option, "name")));
        return question == null
                ? Optional.empty()
                : Optional.of(options.isEmpty() ? question : question + ": " + String.join(", ", options));
    }

    /** The files: each is a path, or an object with a path or an address. An interactive message has a list of them. */
    static List<InboundEvent.Media> media(JsonNode payload) {
        List<InboundEvent.Media> media = new ArrayList<>();
        for (String kind : MEDIA) {
            JsonNode files = payload.path(kind);
            for (JsonNode file : files.isArray() ? files : List.of(files)) {
                String place = file.isTextual() ? file.asText() : Json.text(file, "path", "url");
                if (place != null) {
                    media.add(new InboundEvent.Media(
                            Json.text(payload, "id"), place, null, Json.text(file, "filename"), null));
                }
            }
        }
        return media;
    }
}
