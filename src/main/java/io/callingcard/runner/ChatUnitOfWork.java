package io.callingcard.runner;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.MDCUnitOfWork;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.MDC;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.CardConstants;

/** Puts the masked chat into the logging context of every step, on every thread. */
final class ChatUnitOfWork extends MDCUnitOfWork {

    /** Matches the pattern of MDC keys that Camel copies to other threads. */
    static final String CHAT = "callingcard.chat";

    /** Cached, because every step asks and the chat rarely changes. */
    private String chat;

    private String masked;

    ChatUnitOfWork(Exchange exchange) {
        super(
                exchange,
                exchange.getContext().getInflightRepository(),
                exchange.getContext().getMDCLoggingKeysPattern(),
                exchange.getContext().isAllowUseOriginalMessage(),
                exchange.getContext().isUseBreadcrumb());
    }

    @Override
    public UnitOfWork newInstance(Exchange exchange) {
        return new ChatUnitOfWork(exchange);
    }

    @Override
    public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
        AsyncCallback before = super.beforeProcess(processor, exchange, callback);
        String current = chat(exchange);
        if (current != null) {
            if (!current.equals(chat)) {
                chat = current;
                masked = PhoneMask.mask(current);
            }
            MDC.put(CHAT, masked);
        }
        return before;
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

    @Override
    protected void clearCustom(Exchange exchange) {
        MDC.remove(CHAT);
    }
}
