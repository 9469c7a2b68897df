package io.callingcard.wa.operation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import io.vertx.core.Future;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.StoredMessage;

/**
 * The gateway's own records of a chat. A row proves that a message was sent; that there is none proves nothing.
 *
 * @param operation the operation's word, for errors
 */
record History(String operation, WaConfiguration configuration) {

    /** As many as the gateway gives at once. */
    private static final int MOST = 100;

    /** Own messages since a moment, the oldest first. */
    Future<List<StoredMessage>> rows(Jid chat, Instant since, Predicate<String> content, ProviderClient client) {
        Instant from = since.minusMillis(configuration.getSettleMargin()).truncatedTo(ChronoUnit.SECONDS);
        Target target = Target.of(WaRequests.chat(chat, "/messages"))
                .query("limit", MOST)
                .query("start_time", from)
                .query("is_from_me", true);
        return client.json(WaRequests.get(operation, target.toString()), answer -> {
            List<StoredMessage> rows =
                    new ArrayList<>(Results.list(Results.of(answer).path("data"), StoredMessage[].class));
            rows.removeIf(row ->
                    !Boolean.TRUE.equals(row.isFromMe()) || row.content() == null || !content.test(row.content()));
            Collections.reverse(rows);
            return rows;
        });
    }
}
