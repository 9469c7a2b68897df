// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Collection;

import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ErrorHandlerDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * Makes exchanges wait for their redelivery without a thread, so that the waits take virtual time. It also switches off the random
 * part of the waits. With a random part, a journal could not be repeated.
 */
final class WaitingSteps {

    private static final String YES = "true";
    private static final String NO = "false";

    private WaitingSteps() {}

    static void withoutThreads(DefaultCamelContext camel) {
        camel.getRouteDefinitions().forEach(WaitingSteps::withoutThreads);
        camel.getRouteConfigurationDefinitions().forEach(common -> {
            withoutThreads(common.getOnExceptions());
            withoutThreads(common.getErrorHandler());
        });
        withoutThreads(camel.getCamelContextExtension().getErrorHandlerFactory());
        camel.getRegistry().findByType(DefaultErrorHandlerDefinition.class).forEach(WaitingSteps::withoutThreads);
        camel.getRegistry().findByType(RedeliveryPolicyDefinition.class).forEach(WaitingSteps::withoutThreads);
        camel.getRegistry().findByType(RedeliveryPolicy.class).forEach(policy -> {
            policy.asyncDelayedRedelivery();
            policy.setUseCollisionAvoidance(false);
        });
    }

    private static void withoutThreads(RouteDefinition route) {
        withoutThreads(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), OnExceptionDefinition.class));
        withoutThreads(route.getErrorHandler());
        withoutThreads(route.getErrorHandlerFactory());
    }

    private static void withoutThreads(Collection<OnExceptionDefinition> all) {
        all.forEach(each -> withoutThreads(each.getRedeliveryPolicyType()));
    }

    private static void withoutThreads(ErrorHandlerDefinition handler) {
        if (handler != null) {
            withoutThreads(handler.getErrorHandlerType());
        }
    }

    private static void withoutThreads(ErrorHandlerFactory handler) {
        if (handler instanceof DefaultErrorHandlerDefinition retrying && retrying.hasRedeliveryPolicy()) {
            withoutThreads(retrying.getRedeliveryPolicy());
        }
    }

    private static void withoutThreads(RedeliveryPolicyDefinition policy) {
        if (policy != null) {
            policy.setAsyncDelayedRedelivery(YES);
            policy.setUseCollisionAvoidance(NO);
        }
    }
}
