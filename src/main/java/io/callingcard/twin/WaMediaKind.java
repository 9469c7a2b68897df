// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Locale;
import java.util.Set;

/** How a file is sent: its content types, letter by letter, its largest size, and the gateway's words when it refuses. */
enum WaMediaKind {
    IMAGE(
            Set.of("image/jpeg", "image/jpg", "image/png"),
            20_000_000,
            "your image is not allowed. please use jpg/jpeg/png"),
    FILE(Set.of(), 50_000_000, ""),
    VIDEO(
            Set.of("video/mp4", "video/x-matroska", "video/avi", "video/x-msvideo"),
            100_000_000,
            "your video type is not allowed. please use mp4/mkv/avi/x-msvideo"),
    AUDIO(
            Set.of(
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
            100_000_000,
            "your audio type is not allowed. please use (audio/aac,audio/amr,audio/flac,audio/m4a,audio/m4r,audio/mp3,"
                    + "audio/mpeg,audio/ogg,audio/vnd.wav,audio/vnd.wave,audio/wav,audio/wave,audio/wma,audio/x-ms-wma,"
                    + "audio/x-pn-wav,audio/x-wav,)"),
    STICKER(
            Set.of("image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif"),
            100_000_000,
            "your sticker is not allowed. please use jpg/jpeg/png/webp/gif");

    private final Set<String> types;
    private final long most;
    private final String refusal;

    WaMediaKind(Set<String> types, long most, String refusal) {
        this.types = types;
        this.most = most;
        this.refusal = refusal;
    }

    /** The last part of the path, and the field of the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in the gateway's sentences. */
    String title() {
        return name().charAt(0) + word().substring(1);
    }

    /** Refuses a file, or an address of one, that the gateway does not take. */
    void check(WaForm.File file, String url) {
        WaError.invalidWhen(
                file == null && url.isEmpty(), "either " + title() + " or " + title() + "URL must be provided");
        WaError.invalidWhen(
                this == STICKER && file != null && !url.isEmpty(), "cannot provide both Sticker file and StickerURL");
        if (file != null) {
            WaError.invalidWhen(!types.isEmpty() && !types.contains(file.contentType()), refusal);
            String largest = most / 1_000_000 + " MB";
            WaError.invalidWhen(
                    file.size() > most,
                    "max " + word() + " upload is " + largest
                            + ", please upload in cloud and send via text if your file is higher than " + largest);
        }
        WaError.invalidWhen(file == null && !WaUrl.isValid(url), title() + "URL must be a valid URL");
    }
}
