package io.callingcard.simulate;

import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;

/** Lets the redeliveries of a route wait without a thread. */
final class WaitingSteps {

    private WaitingSteps() {}

    static void withoutThreads(RouteDefinition route) {
        for (ProcessorDefinition<?> each :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            if (each instanceof OnExceptionDefinition onException) {
                RedeliveryPolicyDefinition policy = onException.getRedeliveryPolicyType();
                if (policy != null) {
                    policy.setAsyncDelayedRedelivery("true");
                }
            }
        }
    }
}
