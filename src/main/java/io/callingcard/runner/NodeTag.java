// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each metric the name of the node, so that the metrics of several nodes can be told apart. */
@Singleton
class NodeTag {

    @Produces
    @Singleton
    MeterFilter ofNode(@ConfigProperty(name = "callingcard.node-name", defaultValue = "node") String node) {
        return MeterFilter.commonTags(Tags.of("node", node));
    }
}
