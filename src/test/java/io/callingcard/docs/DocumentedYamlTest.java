// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.linq.LinqComponent;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Camel loads and starts each YAML block of README and docs. Those of the Kamelets and of the lint have tests of their own. */
class DocumentedYamlTest {

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}]+)}}");
    private static final Set<String> TESTED_ELSEWHERE = Set.of("docs/kamelets.md", "docs/lint.md");

    private static EventHost host;

    @TempDir
    Path folder;

    static Stream<Arguments> snippets() throws Exception {
        List<Arguments> snippets = new ArrayList<>();
        for (Path page : Pages.all()) {
            if (!TESTED_ELSEWHERE.contains(page.toString())) {
                YAML.matcher(Files.readString(page))
                        .results()
                        .forEach(found -> snippets.add(arguments(page.toString(), found.group(1))));
            }
        }
        return snippets.stream();
    }

    @Test
    void thereAreSnippets() throws Exception {
        assertThat(snippets()).hasSizeGreaterThan(15);
    }

    private String value(String name) {
        if (name.endsWith("file")) {
            return folder.resolve("ledger.db").toString();
        }
        if (name.endsWith("hash-key")) {
            return "only-an-example-key";
        }
        return name.endsWith("URL") ? "http://localhost:1" : "x";
    }

    @BeforeAll
    static void start() {
        host = new EventHost();
        ChertComponent chert = host.camel.getComponent("chert", ChertComponent.class);
        chert.getConfiguration().setTenant("twin");
        chert.getConfiguration().setSecret("twin");
        host.camel.getComponent("linq", LinqComponent.class).getConfiguration().setApiKey("twin");
        host.camel.getComponent("wa", WaComponent.class).getConfiguration().setBaseUrl("http://localhost:1");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void starts(String page, String snippet) throws Exception {
        String yaml = PLACEHOLDER.matcher(snippet).replaceAll(found -> value(found.group(1)));
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        host.camel.getRegistry().bind("chatLedger", ledger);
        host.camel.getRegistry().bind("oncePerChat", once);
        List<RoutesBuilder> builders = List.copyOf(PluginHelper.getRoutesLoader(host.camel)
                .findRoutesBuilders(ResourceHelper.fromString("snippet.yaml", yaml)));
        assertThat(builders).isNotEmpty();
        for (RoutesBuilder builder : builders) {
            host.camel.addRoutes(builder);
        }
        List<String> routes =
                host.camel.getRoutes().stream().map(Route::getRouteId).toList();
        assertThat(routes)
                .allMatch(route -> host.camel.getRouteController().getRouteStatus(route) == ServiceStatus.Started);
        if (yaml.contains("- route:") || yaml.contains("kind: Pipe")) {
            assertThat(routes).isNotEmpty();
        }
        // The next block may have the same ids and paths.
        for (String route : routes) {
            host.camel.getRouteController().stopRoute(route);
            host.camel.removeRoute(route);
        }
        ledger.close();
    }
}
