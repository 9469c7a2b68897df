// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;
import io.callingcard.provider.error.InvalidValueException;

/**
 * How a file is shown, which decides its path. The gateway compares the content type of an upload letter by letter with
 * the list of the kind.
 */
enum MediaKind {
    IMAGE(List.of("image/jpeg", "image/jpg", "image/png"), true),
    VIDEO(List.of("video/mp4", "video/x-matroska", "video/avi", "video/x-msvideo"), true),
    AUDIO(
            List.of(
                    "audio/aac",
                    "audio/amr",
                    "audio/flac",
                    "audio/m4a",
                    "audio/m4r",
                    "audio/mp3",
                    "audio/mpeg",
                    "audio/ogg",
                    "audio/vnd.wav",
                    "audio/vnd.wave",
                    "audio/wav",
                    "audio/wave",
                    "audio/wma",
                    "audio/x-ms-wma",
                    "audio/x-pn-wav",
                    "audio/x-wav"),
            false),
    STICKER(List.of("image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif"), false),
    FILE(List.of(), false);

    /** Other names of types that the gateway takes. */
    private static final Map<String, String> NAMES = Map.of(
            "audio/mp4", "audio/m4a",
            "audio/x-m4a", "audio/m4a",
            "audio/mp4a-latm", "audio/m4a",
            "audio/opus", "audio/ogg",
            "audio/x-aac", "audio/aac",
            "audio/x-flac", "audio/flac",
            "audio/x-mp3", "audio/mp3",
            "application/ogg", "audio/ogg",
            "video/msvideo", "video/x-msvideo",
            "image/pjpeg", "image/jpeg");

    /** The types of file names that Java does not know. */
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("aac", "audio/aac"),
            Map.entry("amr", "audio/amr"),
            Map.entry("avi", "video/x-msvideo"),
            Map.entry("flac", "audio/flac"),
            Map.entry("m4a", "audio/m4a"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("oga", "audio/ogg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("webp", "image/webp"),
            Map.entry("wma", "audio/x-ms-wma"));

    private static final String UNKNOWN = "application/octet-stream";

    private final List<String> types;
    private final boolean picture;

    MediaKind(List<String> types, boolean picture) {
        this.types = types;
        this.picture = picture;
    }

    /** The content type of the file, by the end of its name if nothing else tells it. */
    static String typeOf(String contentType, String name) {
        String ending = InputLimit.lowerCase(name.substring(name.lastIndexOf('.') + 1));
        return contentType.equals(UNKNOWN) ? ENDINGS.getOrDefault(ending, UNKNOWN) : contentType;
    }

    /** The kind of the option, or else of the content type. */
    static MediaKind of(String option, String contentType) {
        if (!option.equals("auto")) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
        String type = known(contentType);
        return Stream.of(IMAGE, VIDEO, AUDIO)
                .filter(kind -> kind.types.contains(type))
                .findFirst()
                .orElse(FILE);
    }

    /** The content type in the gateway's words; refuses one that the gateway would refuse. */
    String accepted(String contentType) {
        if (this == FILE) {
            return contentType;
        }
        String type = known(contentType);
        if (!types.contains(type)) {
            throw new InvalidValueException(
                    "contentType",
                    "must be one of " + String.join(", ", types) + " for mediaType=" + word()
                            + "; set the option contentType, convert the file, or set mediaType=file");
        }
        return type;
    }

    /** Without parameters such as codecs, which the gateway does not take, and under the gateway's name. */
    private static String known(String contentType) {
        String type = InputLimit.lowerCase(contentType.replaceFirst(";.*", "").strip());
        return NAMES.getOrDefault(type, type);
    }

    /** The last part of the path, and the field that carries the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takesCaption() {
        return this != AUDIO && this != STICKER;
    }

    boolean takesReply() {
        return this != STICKER;
    }

    /** Whether it can be compressed, or viewed only once. */
    boolean isPicture() {
        return picture;
    }
}
