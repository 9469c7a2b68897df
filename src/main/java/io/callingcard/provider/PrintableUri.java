package io.callingcard.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.URISupport;

import io.callingcard.card.PhoneMask;

/** An endpoint URI as it may be printed in logs, JMX and errors: no secrets, no full numbers. */
final class PrintableUri {

    /** Options that hold numbers, and chats and devices that are named after one, as those of WhatsApp are. */
    private static final Pattern NUMBER = Pattern.compile("([?&](?:to|from|participant|mentions)="
            + "|[?&](?:chatId|deviceId)=(?=(?:RAW\\()?(?:\\+|%2B)?\\d{7,15}(?:[@:&)]|%40|%3A|$)))([^&]*)");

    private PrintableUri() {}

    static String of(String uri) {
        Matcher numbers = NUMBER.matcher(URISupport.sanitizeUri(uri));
        return numbers.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + masked(found.group(2))));
    }

    private static String masked(String value) {
        return PhoneMask.mask(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
