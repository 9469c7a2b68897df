package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.error.InvalidValueException;

/** Finds out what became of steps that are in doubt. */
final class SettleSteps {

    private static final CallParameter<LedgerConfiguration> KEY = CallParameter.header(LedgerConstants.KEY);
    private static final CallParameter<LedgerConfiguration> RESOLUTION =
            CallParameter.option(LedgerConstants.RESOLUTION, "resolution", LedgerConfiguration::getResolution);

    /** Before this, the clocks of others may still differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private SettleSteps() {}

    /** The body becomes the steps that nobody has decided on, one message each, to be split; read a page at a time. */
    static void inDoubt(Exchange exchange, LedgerEndpoint endpoint) {
        LedgerConfiguration configuration = endpoint.getConfiguration();
        Store store = endpoint.ledger().store();
        Duration age = Duration.ofMillis(configuration.getSettleDelay());
        Iterator<Doubts.Doubt> doubts = new Paged<>(
                last -> store.doubts.page(last == null ? "" : last.key(), configuration.getPageSize(), age));
        CamelContext context = exchange.getContext();
        exchange.getMessage().setBody(new Mapped<>(doubts, doubt -> message(context, doubt)));
    }

    private static Message message(CamelContext context, Doubts.Doubt doubt) {
        Message message = new DefaultMessage(context);
        message.setBody(doubt.key());
        message.setHeader(LedgerConstants.KEY, doubt.key());
        Chats.address(message, doubt.provider(), doubt.line(), doubt.person(), doubt.chatId());
        if (doubt.begunAt() != null) {
            message.setHeader(
                    LedgerConstants.SINCE, doubt.begunAt().minus(MARGIN).toString());
        }
        return message;
    }

    /** The body is the provider's history of the chat, as list-messages reads it; or nothing. */
    static void settle(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        String key = KEY.required(exchange, endpoint.getConfiguration());
        List<HistoryRow> history = history(exchange.getMessage().getBody());
        Doubts.Finding finding = store.doubts
                .of(key)
                .map(doubt -> store.doubts.settle(
                        doubt, history, endpoint.getConfiguration().getPolicy()))
                .orElse(Doubts.Finding.GONE);
        exchange.getMessage().setHeader(LedgerConstants.FINDING, finding.name());
    }

    private static List<HistoryRow> history(Object body) {
        List<HistoryRow> rows = new ArrayList<>();
        if (body instanceof Iterable<?> many) {
            many.forEach(one -> add(rows, one));
        } else if (body instanceof Iterator<?> many) {
            many.forEachRemaining(one -> add(rows, one));
        }
        return rows;
    }

    private static void add(List<HistoryRow> rows, Object one) {
        if (one instanceof HistoryRow row) {
            rows.add(row);
        }
    }

    /** A person found out. */
    static void resolve(Exchange exchange, LedgerEndpoint endpoint) {
        String said = RESOLUTION.required(exchange, endpoint.getConfiguration()).toUpperCase(Locale.ROOT);
        StepState state =
                switch (said) {
                    case "SENT" -> StepState.SENT;
                    case "NOT_SENT" -> StepState.NOT_SENT;
                    default -> throw new InvalidValueException(RESOLUTION.name(), "must be SENT or NOT_SENT");
                };
        boolean resolved =
                endpoint.ledger().store().doubts.resolve(KEY.required(exchange, endpoint.getConfiguration()), state);
        exchange.getMessage().setHeader(LedgerConstants.COUNT, resolved ? 1L : 0L);
    }
}
