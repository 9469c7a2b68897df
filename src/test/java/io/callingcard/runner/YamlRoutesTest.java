// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How often files of routes are parsed, and which routes are made of them. */
class YamlRoutesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, Integer> parses = new TreeMap<>();

    @AfterEach
    void stop() throws IOException {
        camel.close();
    }

    private static Resource file(String name, String content) {
        return ResourceHelper.fromString(name, content);
    }

    private List<String> load(Resource... files) throws Exception {
        camel.getRegistry().bind("yamlRoutes", new YamlRoutes(camel) {
            @Override
            protected YamlDeserializationContext newYamlDeserializationContext(LoadSettings settings, Resource file) {
                parses.merge(file.getLocation(), 1, Integer::sum);
                return super.newYamlDeserializationContext(settings, file);
            }
        });
        for (RoutesBuilder routes : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(files))) {
            camel.addRoutes(routes);
        }
        return camel.getRouteDefinitions().stream().map(RouteDefinition::getId).toList();
    }

    private static String route(String id, String more) {
        return "- route:\n    id: " + id + "\n" + more + "    from:\n      uri: direct:" + id
                + "\n      steps:\n        - to: log:" + id + "\n";
    }

    @Test
    void aFileOfRoutesIsParsedOnce() throws Exception {
        assertThat(load(file("a.camel.yaml", route("a", "")), file("b.camel.yaml", route("b", ""))))
                .containsExactly("a", "b");
        assertThat(parses.values()).containsExactly(1, 1);
    }

    /** The options of a component can name a bean, so beans come before the components are made. */
    @Test
    void beansAreThereBeforeTheRoutes() throws Exception {
        Resource beans = file("beans.camel.yaml", "- beans:\n    - name: today\n      type: java.util.Date\n");
        camel.getRegistry().bind("yamlRoutes", new YamlRoutes(camel));
        PluginHelper.getRoutesLoader(camel).preParseRoute(beans, false);
        assertThat(camel.getRegistry().lookupByName("today")).isNotNull();
    }

    @Test
    void aRouteThatIsOffIsNotMade() throws Exception {
        Properties settings = new Properties();
        settings.put("timers", "false");
        camel.getPropertiesComponent().setOverrideProperties(settings);
        assertThat(load(file(
                        "a.camel.yaml",
                        route("timer", "    precondition: \"{{timers:true}}\"\n")
                                + route("folder", "    precondition: \"{{folder:false}}\"\n")
                                + route("on", "    precondition: \"{{inbound:true}}\"\n")
                                + route("decided-by-camel", "    precondition: \"'{{x:}}' != ''\"\n")
                                + "- from:\n    uri: direct:short\n    steps:\n      - to: log:short\n")))
                .hasSize(3)
                .startsWith("on", "decided-by-camel");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> load(PluginHelper.getResourceLoader(camel).resolveResource("file:none.camel.yaml")))
                .hasMessageContaining("none.camel.yaml");
    }
}
