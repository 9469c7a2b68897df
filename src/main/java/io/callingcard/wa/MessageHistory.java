// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

import io.vertx.core.Future;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.model.Message;

/** The gateway's own records of a chat. A row proves that a message was sent; a missing row proves nothing. */
record MessageHistory(Call<WaConfiguration> call) {

    /** The most rows that the gateway returns at once. */
    private static final int MOST = 100;

    /** Our own messages since a moment, the oldest first. */
    Future<List<Message>> rows(Jid chat, Instant since, Predicate<String> content) {
        Instant from = since.minusMillis(call.options().getHistoryMargin()).truncatedTo(ChronoUnit.SECONDS);
        Target target = Target.of(WaRequests.chat(chat, "/messages"))
                .query("limit", MOST)
                .query("start_time", from)
                .query("is_from_me", true);
        return call.client().json(call.read(target.toString()), answer -> {
            List<Message> rows =
                    new ArrayList<>(WaAnswers.list(WaAnswers.results(answer).path("data"), Message[].class));
            rows.removeIf(row ->
                    !Boolean.TRUE.equals(row.isFromMe()) || row.content() == null || !content.test(row.content()));
            Collections.reverse(rows);
            return rows;
        });
    }
}
