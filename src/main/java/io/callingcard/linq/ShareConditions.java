// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Optional;

import io.vertx.core.Future;

import io.callingcard.linq.model.Line;
import io.callingcard.linq.model.Line.CardShared;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.Target;

/** The conditions under which a phone shows a shared card. Known answers are not asked for again. */
record ShareConditions(Call<LinqConfiguration> call) {

    private static final int PAGE = 100;

    /** The first condition that is not met, if any. */
    Future<Optional<CardShared.Refusal>> unmet(String chatId) {
        boolean needsChat = call.options().isRequireIMessage() || call.options().isCheckCard();
        Future<Optional<LinqMemory.KnownChat>> chat = needsChat
                ? new KnownChats(call).byId(chatId).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        return chat.compose(known -> known.filter(this::isElsewhere).isPresent()
                ? unmet(CardShared.Refusal.NOT_IMESSAGE)
                : card(known.map(LinqMemory.KnownChat::line))
                        .compose(unmet -> unmet.isPresent() ? Future.succeededFuture(unmet) : outbound(chatId)));
    }

    private static Future<Optional<CardShared.Refusal>> unmet(CardShared.Refusal refusal) {
        return Future.succeededFuture(Optional.of(refusal));
    }

    private static Future<Optional<CardShared.Refusal>> met() {
        return Future.succeededFuture(Optional.empty());
    }

    /** A service that is not known yet may be iMessage. */
    private boolean isElsewhere(LinqMemory.KnownChat chat) {
        return call.options().isRequireIMessage()
                && chat.service() != null
                && !chat.service().equals("iMessage");
    }

    private Future<Optional<CardShared.Refusal>> card(Optional<String> line) {
        if (!call.options().isCheckCard() || line.isEmpty()) {
            return met();
        }
        LinqConfiguration options = call.options();
        Future<Boolean> active = options.memory()
                .activeCards
                .get(line.get(), options.knownSince())
                .map(Future::succeededFuture)
                .orElseGet(() -> new LineCards(call).read(line.get()).map(card -> card.filter(Line.Card::active)
                        .isPresent()));
        return active.compose(it -> it ? met() : unmet(CardShared.Refusal.NO_ACTIVE_CARD));
    }

    private Future<Optional<CardShared.Refusal>> outbound(String chatId) {
        return !call.options().isRequireOutbound() || call.options().memory().hasWritten(chatId)
                ? met()
                : search(chatId, null);
    }

    /** Reads the history until it finds a message of ours. */
    private Future<Optional<CardShared.Refusal>> search(String chatId, String cursor) {
        Target target = Target.of(LinqRequests.chat(chatId, "/messages"))
                .query("limit", PAGE)
                .query("cursor", cursor);
        return call.client()
                .json(call.read(target.toString()), answer -> PagedCall.page(answer, "/messages", Message[].class))
                .compose(page -> {
                    if (page.items().stream().anyMatch(message -> Boolean.TRUE.equals(message.isFromMe()))) {
                        call.options().memory().wrote(chatId);
                        return met();
                    }
                    boolean over = page.next() == null || page.next().equals(cursor);
                    return over ? unmet(CardShared.Refusal.NOTHING_SENT_YET) : search(chatId, page.next());
                });
    }
}
