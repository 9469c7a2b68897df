// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the gateway's own words that may stand in an exception. The words may quote a body or a number, so only
 * sentences of the gateway itself pass.
 */
final class QuotableReason {

    private static final String FIELD = "[A-Za-z_]{1,40}(?:\\([^)0-9]{0,20}\\))?: ";
    private static final String CHECK = "(?:cannot be blank|must be a valid [A-Za-z]{1,20}|must be in a valid format"
            + "|must be no (?:less|greater) than \\d{1,9}|the length must be between \\d{1,4} and \\d{1,4})";

    private static final List<Pattern> SENTENCES = patterns(
            FIELD + CHECK + "(?:; " + FIELD + CHECK + ")*\\.?",
            "(?:timer_seconds: )?(?:timer_seconds|duration) must be one of: [0-9a-zA-Z (),]{1,90}",
            "(?:contact )?phone number (?:cannot be empty|must be in international format)",
            "either [A-Za-z]{1,10} or [A-Za-z]{1,13} must be provided",
            "cannot provide both [A-Za-z]{1,10} file and [A-Za-z]{1,13}",
            "[A-Z][a-z]{1,10}URL must be a valid URL",
            "your [a-z]{1,10}(?: type)? is not allowed\\. please use \\(?[a-z0-9/.,-]{1,300}\\)?",
            "max (?:file|video|image|audio) upload is \\d{1,4} ?[kMG]B",
            "options should be unique",
            "Image validation failed: unsupported image format",
            "unsupported message type for forward",
            "webhook_url is required",
            "Invalid request body",
            "Unprocessable Entity",
            "bind (?:\"[A-Za-z_.]{1,60}\" )?from (?:body|query): (?:json: cannot unmarshal [a-z]{1,10}"
                    + "|unexpected end of JSON input|invalid character|request Content-Type|schema: error)?",
            "failed to dial whatsapp web",
            "can't send presence without PushName set",
            "ffmpeg not installed",
            "reconnect error",
            "server returned error \\d{1,4}",
            "you are not logged in",
            "you are not connect to services server");
    private static final Pattern DELETED = Pattern.compile("is not logged in \\(session deleted\\)");

    private QuotableReason() {}

    private static List<Pattern> patterns(String... sentences) {
        return List.of(sentences).stream().map(Pattern::compile).toList();
    }

    /** Finds what the gateway said, without anything that a person wrote. */
    static Optional<String> of(String words) {
        Matcher deleted = DELETED.matcher(words);
        if (deleted.find()) {
            return Optional.of(deleted.group());
        }
        return SENTENCES.stream()
                .map(sentence -> sentence.matcher(words))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .map(QuotableReason::withoutStop)
                .findFirst();
    }

    private static String withoutStop(String sentence) {
        int end = sentence.length();
        while (end > 0 && ":. ".indexOf(sentence.charAt(end - 1)) >= 0) {
            end--;
        }
        return sentence.substring(0, end);
    }
}
