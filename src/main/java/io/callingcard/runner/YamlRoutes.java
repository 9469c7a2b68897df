// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Shortens the start: files of routes are parsed once, and routes that are off are not made. Camel parses each file twice,
 * because it looks for beans first.
 */
@Singleton
@Unremovable
class YamlRoutes extends YamlRoutesBuilderLoader {

    @Inject
    YamlRoutes(CamelContext camel) {
        // Camel does not set the context of a loader that it finds in the registry.
        setCamelContext(camel);
    }

    /** Looks for beans in files that may have some. The others need not be parsed before their routes are made. */
    @Override
    public void preParseRoute(Resource file) throws Exception {
        if (!file.exists() || mayHaveBeans(file)) {
            super.preParseRoute(file);
        }
    }

    /** A resource of Kubernetes may have beans under another name. */
    private static boolean mayHaveBeans(Resource file) throws Exception {
        try (InputStream content = file.getInputStream()) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return text.contains("beans") || text.contains("apiVersion");
        }
    }

    @Override
    protected RouteBuilder builder(YamlDeserializationContext context, Node file) {
        if (file instanceof SequenceNode all) {
            all.getValue().removeIf(this::isOff);
        }
        return super.builder(context, file);
    }

    /** Whether this is a route whose precondition is the word false. Camel evaluates all other preconditions. */
    private boolean isOff(Node entry) {
        return value(value(entry, "route"), "precondition") instanceof ScalarNode condition
                && getCamelContext()
                        .resolvePropertyPlaceholders(condition.getValue())
                        .equals("false");
    }

    private static Node value(Node node, String key) {
        if (node instanceof MappingNode map) {
            for (NodeTuple pair : map.getValue()) {
                if (pair.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return pair.getValueNode();
                }
            }
        }
        return null;
    }
}
