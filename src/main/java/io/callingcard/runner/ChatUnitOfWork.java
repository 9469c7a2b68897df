// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.MDC;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.CardConstants;

/**
 * Puts the masked chat and the exchange into the logging context of every step, on every thread. Camel's own unit of work
 * for this copies the whole context at each step, which costs more than the step.
 */
final class ChatUnitOfWork extends DefaultUnitOfWork {

    static final String CHAT = "callingcard.chat";
    static final String EXCHANGE = "camel.exchangeId";
    static final String ROUTE = "camel.routeId";

    /** Cached, because every step asks and the chat rarely changes. */
    private String chat;

    private String masked;

    ChatUnitOfWork(Exchange exchange) {
        super(
                exchange,
                exchange.getContext().getInflightRepository(),
                exchange.getContext().isAllowUseOriginalMessage(),
                exchange.getContext().isUseBreadcrumb());
    }

    @Override
    public UnitOfWork createChildUnitOfWork(Exchange exchange) {
        ChatUnitOfWork child = new ChatUnitOfWork(exchange);
        child.setParentUnitOfWork(this);
        return child;
    }

    @Override
    public boolean isBeforeAfterProcess() {
        return true;
    }

    @Override
    public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
        show(exchange);
        return isSync -> {
            if (!isSync) {
                show(exchange);
            }
            callback.done(isSync);
        };
    }

    @Override
    public void afterProcess(Processor processor, Exchange exchange, AsyncCallback callback, boolean isSync) {
        if (!isSync) {
            hide();
        }
    }

    @Override
    public void done(Exchange exchange) {
        super.done(exchange);
        hide();
    }

    private void show(Exchange exchange) {
        String current = chat(exchange);
        if (current != null && !current.equals(chat)) {
            chat = current;
            masked = PhoneMask.mask(current);
        }
        if (masked != null) {
            MDC.put(CHAT, masked);
        }
        MDC.put(EXCHANGE, exchange.getExchangeId());
        if (getRoute() != null) {
            MDC.put(ROUTE, getRoute().getRouteId());
        }
    }

    private static void hide() {
        MDC.remove(CHAT);
        MDC.remove(EXCHANGE);
        MDC.remove(ROUTE);
    }

    /** Prefers the person, because a chat id can name the same person in another form. */
    private static String chat(Exchange exchange) {
        for (String header : new String[] {CardConstants.RECIPIENT, CardConstants.SENDER, CardConstants.CHAT_ID}) {
            if (exchange.getMessage().getHeader(header) instanceof String value) {
                return value;
            }
        }
        return null;
    }
}
