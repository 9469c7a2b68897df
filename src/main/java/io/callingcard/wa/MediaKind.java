package io.callingcard.wa;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.callingcard.card.InputLimit;

/** How a file is shown, which decides its path. */
enum MediaKind {
    IMAGE(Set.of("image/jpeg", "image/jpg", "image/png"), true),
    VIDEO(Set.of("video/mp4", "video/x-matroska", "video/avi", "video/x-msvideo"), true),
    AUDIO(Set.of(), false),
    STICKER(Set.of(), false),
    FILE(Set.of(), false);

    private final Set<String> types;
    private final boolean picture;

    MediaKind(Set<String> types, boolean picture) {
        this.types = types;
        this.picture = picture;
    }

    /** The kind of the option, or else of the content type. */
    static MediaKind of(String option, String contentType) {
        if (!option.equals("auto")) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
        String type = InputLimit.lowerCase(contentType.replaceFirst(";.*", "").strip());
        if (type.startsWith("audio/")) {
            return AUDIO;
        }
        return Stream.of(IMAGE, VIDEO)
                .filter(kind -> kind.types.contains(type))
                .findFirst()
                .orElse(FILE);
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
