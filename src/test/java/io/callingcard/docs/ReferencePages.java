package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.callingcard.provider.error.ErrorKind;

/** Writes the reference pages of {@code docs/} from what designers read: the metadata of the catalogue. */
final class ReferencePages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/io/callingcard");

    private ReferencePages() {}

    /** The pages, by file name. */
    static Map<String, String> all() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (String scheme : List.of("chert", "linq", "wa", "ledger", "campaign")) {
            pages.put(scheme + ".md", component(scheme));
        }
        pages.put("errors.md", errors());
        return pages;
    }

    private static String component(String scheme) throws IOException {
        JsonNode metadata =
                JSON.readTree(METADATA.resolve(scheme).resolve(scheme + ".json").toFile());
        JsonNode component = metadata.path("component");
        return "# `" + scheme + ":`\n\n" + made()
                + component.path("description").asText() + ".\n\n"
                + "URI: `" + component.path("syntax").asText()
                + "`. Every option of an endpoint that has an account or a default"
                + " in it can be set once, at the component: `camel.component." + scheme + ".…`.\n\n"
                + "## Operations\n\n" + operations(scheme) + "\n## Options\n\n" + options(metadata.path("properties"))
                + "\n## Headers\n\n" + headers(metadata.path("headers"))
                + (List.of("ledger", "campaign").contains(scheme)
                        ? ""
                        : "\nWhat a call may fail with: [errors](errors.md).\n");
    }

    private static String made() {
        return "<!-- Made from the catalogue's metadata by ReferencePagesTest; change the sources, not this page. -->\n\n";
    }

    /** The table that the README has. */
    private static String operations(String scheme) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String name = (scheme.equals("chert") ? "" : scheme + "-") + "operations";
        int start = readme.indexOf("<!-- " + name + ":start -->\n");
        return readme.substring(readme.indexOf('\n', start) + 1, readme.indexOf("<!-- " + name + ":end -->", start));
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
                                        + (option.path("secret").asBoolean() ? " A secret." : ""),
                                option.has("defaultValue")
                                        ? "`" + option.path("defaultValue").asText() + "`"
                                        : "",
                                type(option)));
            }
        });
        return byLabel.entrySet().stream()
                .map(group -> "### " + group.getKey()
                        + "\n\n| Option | What it is | Default | Type |\n| --- | --- | --- | --- |\n"
                        + String.join("", group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            List<String> words = new ArrayList<>();
            option.path("enum").forEach(word -> words.add(word.asText()));
            return String.join(", ", words);
        }
        String type = option.path("javaType").asText();
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String headers(JsonNode headers) {
        StringBuilder table = new StringBuilder("| Header | What it is | Type |\n| --- | --- | --- |\n");
        headers.properties()
                .forEach(each -> table.append(row(
                        "`" + each.getKey() + "`",
                        each.getValue().path("description").asText(),
                        type(each.getValue()))));
        return table.toString();
    }

    private static String row(String... cells) {
        return "| "
                + List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | "))
                + " |\n";
    }

    static String errors() {
        StringBuilder table = new StringBuilder("# Errors\n\n" + made()
                + "Every failure is a `ProviderException` of `io.callingcard.provider.error`, of one of these kinds; it tells the"
                + " provider, the operation, the outcome, the HTTP status, the provider's own code, whether it may be tried"
                + " again and when, and the trace id. The same is in the headers `CamelCardErrorKind`, `CamelCardErrorCode`,"
                + " `CamelCardHttpStatus`, `CamelCardRetryable`, `CamelCardRetryAfter`, `CamelCardOutcome` and"
                + " `CamelCardTraceId`. What the outcomes mean: [outcomes and once](outcomes-and-once.md).\n\n"
                + "| Kind | Exception | When | What to do |\n| --- | --- | --- | --- |\n");
        for (ErrorKind kind : ErrorKind.values()) {
            String[] words = words(kind);
            table.append(row("`" + kind + "`", "`" + exception(kind) + "`", words[0], words[1]));
        }
        return table.toString();
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
            case AUTHENTICATION -> new String[] {"the credentials are not accepted", "correct them; nothing was sent"};
            case NOT_PERMITTED ->
                new String[] {
                    "the account, the line or the person does not allow it", "see the code; it is not tried again"
                };
            case INVALID_REQUEST ->
                new String[] {
                    "something is missing or not accepted, here or at the provider",
                    "correct the field that the message names"
                };
            case NOT_FOUND -> new String[] {"the chat, message or other thing is not there", "name another"};
            case CONFLICT -> new String[] {"it is there already, or is being changed", "read it first"};
            case NOT_SUPPORTED -> new String[] {"the provider or this chat cannot do it", "do it in another way"};
            case RATE_LIMITED ->
                new String[] {
                    "too much at once", "wait as `retryAfter` says; plain redelivery does, by `CamelRedeliveryDelay`"
                };
            case UNAVAILABLE ->
                new String[] {
                    "the provider could not be reached, or said that it did nothing", "try again; nothing was sent"
                };
            case IN_DOUBT ->
                new String[] {
                    "no answer came, or one that does not tell whether it was done",
                    "never send again blindly: the ledger settles it by the provider's history"
                };
        };
    }
}
