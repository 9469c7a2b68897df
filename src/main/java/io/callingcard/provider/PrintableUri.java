// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.URISupport;

import io.callingcard.card.PhoneMask;

/** Masks an endpoint URI for logs, JMX and errors: no secrets and no full phone numbers. */
final class PrintableUri {

    /** Matches options that hold a number, and WhatsApp chat and device ids, which contain one. */
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
