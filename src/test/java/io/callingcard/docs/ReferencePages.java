// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.callingcard.lint.LintPage;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.runner.ProblemTable;

/** Generates the reference pages of {@code docs/} from the metadata that designers read. */
final class ReferencePages {

    static final List<String> SCHEMES = List.of("chert", "linq", "wa", "ledger", "campaign");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/io/callingcard");

    private static final List<Map.Entry<String, Long>> UNITS = List.of(
            Map.entry("h", Duration.ofHours(1).toMillis()),
            Map.entry("m", Duration.ofMinutes(1).toMillis()),
            Map.entry("s", Duration.ofSeconds(1).toMillis()));

    private ReferencePages() {}

    /** The pages, by file name. */
    static Map<String, String> all() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (String scheme : SCHEMES) {
            pages.put(scheme + ".md", component(scheme));
        }
        pages.put("campaign-fields.md", CampaignFieldsPage.page());
        pages.put("errors.md", errors());
        pages.put("events.md", EventsPage.page());
        pages.put("headers.md", headersPage());
        pages.put("lint.md", LintPage.page());
        return pages;
    }

    private static String component(String scheme) throws IOException {
        JsonNode metadata = metadata(scheme);
        JsonNode component = metadata.path("component");
        return "# `" + scheme + ":`\n\n" + made("the catalog's metadata")
                + component.path("description").asText().replaceFirst("[.]?$", ".") + "\n\n"
                + written(scheme, "example").orElseThrow()
                + "\nURI: `" + component.path("syntax").asText()
                + "`. Set options that all endpoints share once, at the component: `camel.component." + scheme + ".…`."
                + " An option in a URI takes precedence.\n\n"
                + "## Operations\n\n" + written(scheme, "operations").orElseThrow()
                + written(scheme, "notes").map("\n## Good to know\n\n"::concat).orElse("")
                + "\n## Options\n\nA duration is a number of milliseconds, or a text such as `30s`, `5m` or `24h`.\n\n"
                + options(metadata.path("properties"))
                + "\n## Headers\n\n" + headers(metadata.path("headers"))
                + (List.of("ledger", "campaign").contains(scheme) ? "" : "\nErrors of a call: [errors](errors.md).\n");
    }

    static JsonNode metadata(String scheme) throws IOException {
        return JSON.readTree(METADATA.resolve(scheme).resolve(scheme + ".json").toFile());
    }

    static String made(String source) {
        return "<!-- Generated from " + source + " by ReferencePagesTest. Change the sources, not this page. -->\n\n";
    }

    /** The part of the page that people write, with the marks around it. */
    private static Optional<String> written(String scheme, String part) throws IOException {
        String page = Files.readString(Path.of("docs", scheme + ".md"));
        String end = "<!-- " + part + ":end -->\n";
        int start = page.indexOf("<!-- " + part + ":start -->\n");
        return start < 0
                ? Optional.empty()
                : Optional.of(page.substring(start, page.indexOf(end, start) + end.length()));
    }

    private static String options(JsonNode options) {
        Map<String, List<String>> byLabel = new TreeMap<>();
        options.properties().forEach(each -> {
            JsonNode option = each.getValue();
            if (!option.path("kind").asText().equals("path")) {
                byLabel.computeIfAbsent(option.path("group").asText(), group -> new ArrayList<>())
                        .add(row(
                                "`" + each.getKey() + "`",
                                option.path("description").asText()
                                        + (option.path("secret").asBoolean() ? " Secret." : ""),
                                usual(option),
                                type(option)));
            }
        });
        return byLabel.entrySet().stream()
                .map(group -> "### " + group.getKey()
                        + "\n\n| Option | Description | Default | Type |\n| --- | --- | --- | --- |\n"
                        + String.join("", group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String usual(JsonNode option) {
        return hasDefault(option) ? "`" + defaultText(option) + "`" : "";
    }

    /** The metadata has false for each Boolean, also for one that is not set and then has another meaning. */
    static boolean hasDefault(JsonNode option) {
        return option.has("defaultValue") && !option.path("javaType").asText().equals("java.lang.Boolean");
    }

    static String defaultText(JsonNode option) {
        String value = option.path("defaultValue").asText();
        return isDuration(option) ? span(Long.parseLong(value)) : value;
    }

    static boolean isDuration(JsonNode option) {
        return option.path("type").asText().equals("duration");
    }

    /** Writes milliseconds as people do, in a form that Camel reads. */
    private static String span(long millis) {
        long day = Duration.ofDays(1).toMillis();
        if (millis > day && millis % day == 0) {
            return millis / day + "d";
        }
        for (Map.Entry<String, Long> unit : UNITS) {
            if (millis > 0 && millis % unit.getValue() == 0) {
                return millis / unit.getValue() + unit.getKey();
            }
        }
        return Long.toString(millis);
    }

    private static String type(JsonNode option) {
        if (isDuration(option)) {
            return "duration";
        }
        if (option.has("enum")) {
            List<String> words = new ArrayList<>();
            option.path("enum").forEach(word -> words.add(word.asText()));
            return String.join(", ", words);
        }
        String type = option.path("javaType").asText().replaceFirst("<.*", "");
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String headers(JsonNode headers) {
        StringBuilder table = new StringBuilder("| Header | Description | Type |\n| --- | --- | --- |\n");
        headers.properties()
                .forEach(each -> table.append(row(
                        "`" + each.getKey() + "`",
                        each.getValue().path("description").asText(),
                        type(each.getValue()))));
        return table.toString();
    }

    /** All headers, each with the components that use it. */
    private static String headersPage() throws IOException {
        Map<String, Map<String, List<String>>> schemesByDescription = new TreeMap<>();
        for (String scheme : SCHEMES) {
            metadata(scheme).path("headers").properties().forEach(each -> schemesByDescription
                    .computeIfAbsent(each.getKey(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(each.getValue().path("description").asText(), text -> new ArrayList<>())
                    .add("[`" + scheme + ":`](" + scheme + ".md#headers)"));
        }
        StringBuilder page = new StringBuilder("# Headers\n\n" + made("the catalog's metadata")
                + "All headers of the five components. A header has precedence over the option of the same meaning. In a"
                + " route, set one before the call and read one after it:\n\n```yaml\n- route:\n    from:\n"
                + "      uri: direct:headers\n      steps:\n        - setHeader:\n            name: CamelCardRecipient\n"
                + "            constant: +1 415 555 0100\n        - setBody:\n            constant: Hello\n"
                + "        - to: chert:send-text\n        - log: \"${header.CamelCardOutcome}\"\n```\n\n"
                + "| Header | Description | Components |\n| --- | --- | --- |\n");
        schemesByDescription.forEach((name, descriptions) -> descriptions.forEach(
                (text, schemes) -> page.append(row("`" + name + "`", text, String.join(" ", schemes)))));
        return page.toString();
    }

    static String row(String... cells) {
        return "| "
                + List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | "))
                + " |\n";
    }

    static String errors() {
        StringBuilder table = new StringBuilder("# Errors\n\n" + made("the kinds of errors")
                + "A failed call throws a `ProviderException` of `io.callingcard.provider.error`. Its kind is one of those"
                + " below. The exception has the provider, the operation, the outcome, the HTTP status, the provider's error"
                + " code, whether and when to retry, and the trace ID. These headers have the same values:"
                + " `CamelCardErrorKind`, `CamelCardErrorCode`, `CamelCardHttpStatus`, `CamelCardRetryable`,"
                + " `CamelCardRetryAfter`, `CamelCardOutcome` and `CamelCardTraceId`. For the outcomes, see"
                + " [outcomes and once](outcomes-and-once.md).\n\n```yaml\n- route:\n    from:\n"
                + "      uri: direct:reminder\n      steps:\n        - doTry:\n            steps:\n"
                + "              - to: chert:send-text\n            doCatch:\n              - exception:\n"
                + "                  - io.callingcard.provider.error.ProviderException\n                steps:\n"
                + "                  - log: \"${exception.outcome}: ${exception.message}\"\n```\n\n"
                + "| Kind | Exception | Cause | What to do |\n| --- | --- | --- | --- |\n");
        for (ErrorKind kind : ErrorKind.values()) {
            String[] words = words(kind);
            table.append(row("`" + kind + "`", "`" + exception(kind) + "`", words[0], words[1]));
        }
        return table.append("\n## Answers of the runner\n\n"
                        + "`POST /leads` and `POST /cards` answer errors as `application/problem+json` (RFC 9457):"
                        + " `type`, `title`, `status`, `detail`, `cure`, and `field` if one field is wrong. A failed"
                        + " card also has `step`, and `sent` with the steps that were sent before it. Refused leads are"
                        + " listed as `refused`, each with `record`, `line` (CSV), `field` and `reason`. The runner"
                        + " serves the whole description at `/openapi.yaml`.\n\n"
                        + "| Status | Type | Title | What to do |\n| --- | --- | --- | --- |\n")
                .append(ProblemTable.rows())
                .toString();
    }

    private static String exception(ErrorKind kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.append("Exception").toString();
    }

    private static String[] words(ErrorKind kind) {
        return switch (kind) {
            case AUTHENTICATION ->
                new String[] {"The provider rejected the credentials. Nothing was sent.", "Correct the credentials."};
            case NOT_PERMITTED ->
                new String[] {
                    "The account, the line or the recipient does not allow the call. The component does not retry it.",
                    "Look up the error code in the provider's documentation."
                };
            case INVALID_REQUEST ->
                new String[] {"A value is missing or invalid.", "Correct the field that the message names."};
            case NOT_FOUND ->
                new String[] {"The chat, message or other object does not exist.", "Use the ID of an existing one."};
            case CONFLICT ->
                new String[] {
                    "The object exists already, or is being changed.", "Read the object, then change it or retry."
                };
            case NOT_SUPPORTED ->
                new String[] {"The provider or this chat does not support the operation.", "Use another operation."};
            case RATE_LIMITED ->
                new String[] {
                    "The provider received too many calls.",
                    "Wait as long as `retryAfter` says. Camel's redelivery waits so long, because the component sets `CamelRedeliveryDelay`."
                };
            case UNAVAILABLE ->
                new String[] {
                    "The provider was not reached, or answered that it did nothing. Nothing was sent.",
                    "Retry the call."
                };
            case IN_DOUBT ->
                new String[] {
                    "No answer arrived, or the answer does not show whether the message was sent.",
                    "Do not send the message again. With the ledger, `ledger:settle` decides by the provider's history."
                };
        };
    }
}
