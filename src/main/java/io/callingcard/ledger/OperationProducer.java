// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Runs one operation per exchange. No thread waits while the database works for an operation that says when it ends. */
public final class OperationProducer extends DefaultAsyncProducer {

    private final Operation operation;

    public OperationProducer(Endpoint endpoint, Operation operation) {
        super(endpoint);
        this.operation = operation;
    }

    /** An operation of a component. */
    @FunctionalInterface
    public interface Operation {

        /** Returns when the operation ends; null if it has ended. */
        CompletionStage<?> run(Exchange exchange) throws Exception;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletionStage<?> running;
        try {
            running = operation.run(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            running = null;
        }
        if (running == null) {
            callback.done(true);
            return true;
        }
        running.whenComplete((done, failure) -> {
            if (failure != null) {
                exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            callback.done(false);
        });
        return false;
    }
}
