// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.InputLimit;
import io.callingcard.provider.wire.Json;

import static io.callingcard.runner.SettingKind.NUMBER;
import static io.callingcard.runner.SettingKind.SECRET;
import static io.callingcard.runner.SettingKind.TEXT;
import static io.callingcard.runner.SettingKind.URL;

/** All settings of the runner. The start refuses other names and wrong values; docs/settings.md is generated from it. */
final class KnownSettings {

    private static final String PREFIX = "callingcard.";

    /** How the environment variables of the runner begin. Others may begin so too, such as those of Kubernetes. */
    private static final Pattern VARIABLE = Pattern.compile("(CALLINGCARD|CHERT|LINQ|WA)_[A-Z0-9_]+");

    /**
     * One setting.
     *
     * @param name        the property, or the environment variable of a line
     * @param usual       the value when it is not set, or an empty text
     * @param description a phrase for the reference page
     */
    record Known(String group, String name, SettingKind kind, String usual, String description) {

        /** Returns the environment variable. */
        String variable() {
            return name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        }

        /** Whether a file may hold the value, which NAME_FILE names. */
        boolean mayBeInFile() {
            return kind == SECRET;
        }
    }

    private static final List<Known> ALL = all();

    private KnownSettings() {}

    static List<Known> list() {
        return ALL;
    }

    private static List<Known> all() {
        List<Known> all = new ArrayList<>();
        for (Provider provider : Provider.values()) {
            lines(all, provider);
        }
        table(all);
        for (InputLimit limit : InputLimit.values()) {
            all.add(new Known(
                    "Limits",
                    limit.property(),
                    NUMBER,
                    Integer.toString(limit.most()),
                    "Maximum number of " + limit.meaning() + "."));
        }
        return List.copyOf(all);
    }

    private static void lines(List<Known> all, Provider provider) {
        provider.settings()
                .forEach(setting -> all.add(new Known(
                        "Lines",
                        setting.name(),
                        setting.secret() ? SECRET : TEXT,
                        "",
                        "The option " + setting.option() + " of " + provider.scheme() + ":."
                                + (setting.required() ? " Required for this line." : ""))));
        all.add(new Known(
                "Lines",
                provider + "_BASE_URL",
                URL,
                provider.baseUrl() == null ? "" : provider.baseUrl(),
                provider.baseUrl() == null
                        ? "The URL of the gateway. Required for this line."
                        : "The URL of the API."));
        all.add(new Known(
                "Lines",
                provider + "_WEBHOOK_SECRET",
                SECRET,
                "",
                "The secret of the webhook. With it, events are received at /webhooks/" + provider.scheme() + "."));
    }

    /** Reads the settings that depend on no provider. */
    private static void table(List<Known> all) {
        try (InputStream table = KnownSettings.class.getResourceAsStream("settings.json")) {
            Json.read(table.readAllBytes()).orElseThrow().properties().forEach(group -> group.getValue()
                    .forEach(row -> all.add(known(group.getKey(), row))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Known known(String group, JsonNode row) {
        return new Known(
                group,
                PREFIX + row.path("name").asText(),
                SettingKind.of(row.path("kind")),
                row.path("usual").asText(),
                row.path("description").asText());
    }

    /** Returns what is wrong with the names: misspelt ones, with the nearest right one. */
    static List<String> wrongNames(Collection<String> names) {
        Map<String, Known> properties = new TreeMap<>();
        Map<String, Known> variables = new TreeMap<>();
        ALL.forEach(known -> {
            if (known.name().startsWith(PREFIX)) {
                properties.put(known.name(), known);
            }
            variables.put(known.variable(), known);
            if (known.mayBeInFile()) {
                variables.put(known.variable() + "_FILE", known);
            }
        });
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
            if (name.startsWith(PREFIX) && variables.containsKey(variable) && names.contains(variable)) {
                // The configuration lists a variable as a property too, with a dot for each underscore.
                continue;
            }
            if (name.startsWith(PREFIX) && !properties.containsKey(name)) {
                problems.add(name + ": is unknown. "
                        + Spelling.nearest(name, properties.keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("docs/settings.md lists all settings."));
            } else if (VARIABLE.matcher(name).matches() && !variables.containsKey(name)) {
                Spelling.nearest(name, variables.keySet())
                        .ifPresent(near -> problems.add(name + ": is unknown. Did you mean " + near + "?"));
            }
        }
        return problems.stream().sorted().distinct().toList();
    }

    /** Returns what is wrong with the values, without the values. */
    static Stream<String> wrongValues(UnaryOperator<String> source) {
        return ALL.stream()
                .filter(known -> {
                    String value = source.apply(known.name());
                    return value != null && !known.kind().isValid().test(value);
                })
                .map(known -> known.name() + ": " + known.kind().problem());
    }
}
