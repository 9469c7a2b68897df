// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.processor.idempotent.IdempotentConsumer;
import org.apache.camel.processor.idempotent.NoMessageIdException;
import org.apache.camel.reifier.IdempotentConsumerReifier;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.TypedProcessorFactory;

/**
 * Camel's idempotent consumer, for the steps of a flow: no thread waits while a claim is written. It does so if it ends the
 * step at the end of its block, which is {@code completionEager}. Without that, Camel ends the step with the whole route.
 */
final class OnceConsumer extends IdempotentConsumer {

    private final OncePerStep once;
    private final AsyncProcessor block;
    private final AtomicLong duplicates = new AtomicLong();

    private OnceConsumer(IdempotentConsumer consumer, OncePerStep once) {
        super(
                consumer.getMessageIdExpression(),
                once,
                consumer.isEager(),
                consumer.isCompletionEager(),
                consumer.isSkipDuplicate(),
                consumer.isRemoveOnFailure(),
                consumer.getProcessor());
        this.once = once;
        this.block = AsyncProcessorConverterHelper.convert(consumer.getProcessor());
    }

    /** Creates the idempotent consumers of all routes. Public because Camel finds it by a file. */
    public static final class Factory extends TypedProcessorFactory<IdempotentConsumerDefinition> {

        /** Camel creates it. */
        public Factory() {
            super(IdempotentConsumerDefinition.class);
        }

        @Override
        public Processor doCreateProcessor(Route route, IdempotentConsumerDefinition definition) throws Exception {
            IdempotentConsumer usual =
                    (IdempotentConsumer) new IdempotentConsumerReifier(route, definition).createProcessor();
            return usual.isCompletionEager() && usual.getIdempotentRepository() instanceof OncePerStep steps
                    ? new OnceConsumer(usual, steps)
                    : usual;
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String step = getMessageIdExpression().evaluate(exchange, String.class);
            if (step == null) {
                throw new NoMessageIdException(exchange, getMessageIdExpression());
            }
            Claims claims = once.claims();
            claims.claim(once.once(), step, exchange).whenComplete((claim, failure) -> {
                if (failure != null) {
                    exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
                    callback.done(false);
                } else if (claim.isPresent()) {
                    block.process(exchange, done -> claims.finish(claim.get(), exchange, how(exchange))
                            .whenComplete((recorded, never) -> callback.done(false)));
                } else {
                    repeat(step, exchange, callback);
                }
            });
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void repeat(String step, Exchange exchange, AsyncCallback callback) {
        duplicates.incrementAndGet();
        exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
        onDuplicateMessage(exchange, step);
        if (isSkipDuplicate()) {
            callback.done(false);
        } else {
            block.process(exchange, done -> callback.done(false));
        }
    }

    private Claim.Finish how(Exchange exchange) {
        boolean isFailed = exchange.isFailed() || Claim.Finish.isRolledBack(exchange);
        if (isRemoveOnFailure() && (isFailed || ExchangeHelper.isFailureHandled(exchange))) {
            return Claim.Finish.RELEASED;
        }
        return isFailed ? Claim.Finish.GIVEN_UP : Claim.Finish.CONFIRMED;
    }

    @Override
    public long getDuplicateMessageCount() {
        return duplicates.get();
    }

    @Override
    public void resetDuplicateMessageCount() {
        duplicates.set(0);
    }
}
