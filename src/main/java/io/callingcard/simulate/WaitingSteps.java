// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Collection;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;

/** Lets the redeliveries of a route follow each other at once: their waits would stop the only thread. */
final class WaitingSteps {

    private WaitingSteps() {}

    static void withoutThreads(DefaultCamelContext camel) {
        camel.getRouteDefinitions()
                .forEach(route -> withoutThreads(ProcessorDefinitionHelper.filterTypeInOutputs(
                        route.getOutputs(), OnExceptionDefinition.class)));
        camel.getRouteConfigurationDefinitions().forEach(common -> withoutThreads(common.getOnExceptions()));
    }

    private static void withoutThreads(Collection<OnExceptionDefinition> all) {
        for (OnExceptionDefinition each : all) {
            RedeliveryPolicyDefinition policy = each.getRedeliveryPolicyType();
            if (policy != null) {
                policy.setRedeliveryDelay("0");
            }
        }
    }
}
