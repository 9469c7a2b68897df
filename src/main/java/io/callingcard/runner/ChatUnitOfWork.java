package io.callingcard.runner;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.MDCUnitOfWork;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.MDC;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.call.CardConstants;

/** Names the chat, masked, in every line that is logged on the way of a message, whichever thread it is on. */
final class ChatUnitOfWork extends MDCUnitOfWork {

    /** By the pattern of the MDC's keys Camel takes it along to other threads. */
    static final String CHAT = "callingcard.chat";

    /** Each step asks, and the answer is mostly that of the step before. */
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
        String said = chat(exchange);
        if (said != null) {
            if (!said.equals(chat)) {
                chat = said;
                masked = PhoneMask.mask(said);
            }
            MDC.put(CHAT, masked);
        }
        return before;
    }

    /** The person, as far as it is known; a chat's own id may be the same person in another form. */
    private static String chat(Exchange exchange) {
        for (String header : new String[] {CardConstants.RECIPIENT, CardConstants.SENDER, CardConstants.CHAT_ID}) {
            if (exchange.getMessage().getHeader(header) instanceof String said) {
                return said;
            }
        }
        return null;
    }

    @Override
    protected void clearCustom(Exchange exchange) {
        MDC.remove(CHAT);
    }
}
