// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.provider.fixture.EventHost;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel loads and starts every YAML snippet of the README. */
class ReadmeSnippetsTest {

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir
    Path folder;

    static Stream<String> snippets() throws Exception {
        return YAML
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList()
                .stream();
    }

    @Test
    void thereAreSnippets() throws Exception {
        assertThat(snippets()).hasSizeGreaterThan(4);
    }

    /** Wraps a single step in a route. */
    private static String whole(String snippet) {
        if (!snippet.startsWith("- idempotentConsumer")) {
            return snippet;
        }
        String step = snippet.lines().map(line -> "        " + line).collect(Collectors.joining("\n"));
        return "- route:\n    from:\n      uri: direct:snippet\n      steps:\n" + step + "\n";
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void starts(String snippet) throws Exception {
        String yaml =
                Pattern.compile("\\{\\{env:[A-Z_]+}}").matcher(whole(snippet)).replaceAll((MatchResult name) -> "x");
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        try (EventHost host = new EventHost()) {
            host.camel.getRegistry().bind("chatLedger", ledger);
            host.camel.getRegistry().bind("oncePerChat", once);
            ChertComponent chert = host.camel.getComponent("chert", ChertComponent.class);
            chert.getConfiguration().setTenant("twin");
            chert.getConfiguration().setSecret("twin");
            List<RoutesBuilder> builders = List.copyOf(PluginHelper.getRoutesLoader(host.camel)
                    .findRoutesBuilders(ResourceHelper.fromString("snippet.yaml", yaml)));
            for (RoutesBuilder builder : builders) {
                host.camel.addRoutes(builder);
            }
            assertThat(builders).isNotEmpty();
            host.camel.getRoutes().forEach(route -> assertThat(
                            host.camel.getRouteController().getRouteStatus(route.getRouteId()))
                    .isEqualTo(ServiceStatus.Started));
            if (yaml.contains("- route:") || yaml.startsWith("- from:")) {
                assertThat(host.camel.getRoutes()).isNotEmpty();
            }
        }
    }
}
