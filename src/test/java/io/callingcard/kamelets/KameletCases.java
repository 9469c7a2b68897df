// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The property values that the tests use for each Kamelet: the required ones, and all. */
final class KameletCases {

    /** Contains every character that breaks a URI unless it is encoded. */
    static final String SECRET = "a+b&c%d/e";

    static final String ADA = "+14155550100";
    private static final String LINE = "+12025550143";
    private static final String CARD =
            """
            {"full_name": "Mira Okafor", "phones": [{"value": "+12025550143"}]}""";
    private static final byte[] PICTURE = "\u0089PNG\r\n\u001a\n....".getBytes(StandardCharsets.ISO_8859_1);

    private KameletCases() {}

    /**
     * A Kamelet that sends.
     *
     * @param required values of the required properties
     * @param optional values of all other properties
     * @param body     the body of the message
     * @param kind     the kind of message that arrives on the phone, or null if none does
     */
    record Case(String kamelet, Map<String, String> required, Map<String, String> optional, Object body, String kind) {

        String provider() {
            return kamelet.substring(0, kamelet.indexOf('-'));
        }

        Map<String, String> everything() {
            Map<String, String> all = new LinkedHashMap<>(required);
            all.putAll(optional);
            return all;
        }

        @Override
        public String toString() {
            return kamelet;
        }
    }

    /** Kamelets without a provider in their name. {@link SharedKameletsTest} tests them. */
    static final Set<String> SHARED = Set.of(
            "calling-card-action",
            "phone-number-action",
            "once-per-chat-action",
            "consent-filter-action",
            "welcome-sink",
            "group-card-sink",
            "wa-group-contact-sink",
            "campaign-leads-sink",
            "explain-action",
            "sql-leads-source",
            "daily-share-source",
            "leads-csv-source",
            "hubspot-contacts-source",
            "salesforce-leads-source");

    static Stream<String> names() {
        return Stream.concat(
                SHARED.stream(), Stream.concat(senders(), sources()).map(Case::kamelet));
    }

    static Stream<Case> senders() {
        return Stream.of("chert", "linq", "wa").flatMap(KameletCases::of);
    }

    private static Stream<Case> of(String provider) {
        Map<String, String> account = account(provider);
        Map<String, String> rest = rest(provider);
        Stream<Case> common = Stream.of(
                new Case(
                        provider + "-send-text-sink",
                        account,
                        provider.equals("wa")
                                ? with(rest, "text", "It's ready!")
                                : with(rest, "text", "It's ready!", "effect", "confetti"),
                        "Hello",
                        "text"),
                new Case(
                        provider + "-send-contact-sink",
                        account,
                        switch (provider) {
                            case "linq" -> rest;
                            case "wa" -> with(rest, "strict", "true", "forwarded", "true", "duration", "86400");
                            default -> with(rest, "strict", "true");
                        },
                        CARD,
                        "card"),
                new Case(
                        provider + "-send-media-sink",
                        account,
                        with(rest, "fileName", "menu.png", "contentType", "image/png", "caption", "Our menu"),
                        PICTURE,
                        "media"));
        return Stream.concat(common, own(provider, account, rest));
    }

    private static Stream<Case> own(String provider, Map<String, String> account, Map<String, String> rest) {
        return switch (provider) {
            case "chert" -> Stream.of(new Case("chert-share-card-sink", account, rest, null, "share"));
            case "linq" ->
                Stream.of(
                        new Case("linq-share-card-sink", account, with(rest, "shareInterval", "1h"), null, "share"),
                        new Case(
                                "linq-card-sink",
                                with(account, "from", LINE, "firstName", "Harbor Books"),
                                Map.of(
                                        "baseUrl", "{root}/api/partner/v3",
                                        "defaultRegion", "US",
                                        "lastName", "Front Desk",
                                        "imageUrl", "https://example.com/photo.png",
                                        "awaitActive", "10s"),
                                null,
                                null),
                        new Case(
                                "linq-check-capability-action",
                                account,
                                without(with(rest, "service", "RCS"), "chatId"),
                                null,
                                null));
            default -> Stream.of(new Case("wa-check-number-action", account, without(rest, "chatId"), null, null));
        };
    }

    private static Map<String, String> account(String provider) {
        return switch (provider) {
            case "chert" -> Map.of("tenant", "twin", "secret", SECRET);
            case "linq" -> Map.of("apiKey", SECRET);
            default -> Map.of("baseUrl", "{root}");
        };
    }

    private static Map<String, String> rest(String provider) {
        return switch (provider) {
            case "chert" ->
                Map.of("baseUrl", "{root}", "defaultRegion", "US", "recipient", "415 555 0100", "from", "+12025550100");
            case "linq" ->
                Map.of(
                        "baseUrl",
                        "{root}/api/partner/v3",
                        "defaultRegion",
                        "US",
                        "recipient",
                        "415 555 0100",
                        "from",
                        LINE);
            default ->
                Map.of(
                        "deviceId", "twin",
                        "username", "gateway",
                        "password", SECRET,
                        "defaultRegion", "US",
                        "recipient", "415 555 0100");
        };
    }

    static Stream<Case> sources() {
        return Stream.of("chert", "linq", "wa")
                .map(provider -> new Case(
                        provider + "-events-source",
                        Map.of(
                                "webhookSecret",
                                provider.equals("linq") ? "whsec_YStiL2MlZCZlYStiL2MlZCZlYStiL2M=" : SECRET),
                        Map.of(
                                "webhookPath", "/hooks/" + provider,
                                "eventTypes", "message.received",
                                "includeFromMe", "true"),
                        null,
                        null));
    }

    private static Map<String, String> with(Map<String, String> map, String... more) {
        Map<String, String> all = new LinkedHashMap<>(map);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, String> without(Map<String, String> map, String... less) {
        Map<String, String> rest = new LinkedHashMap<>(map);
        List.of(less).forEach(rest::remove);
        return rest;
    }
}
