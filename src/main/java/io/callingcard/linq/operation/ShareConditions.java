package io.callingcard.linq.operation;

import java.util.Optional;

import io.vertx.core.Future;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqMemory;
import io.callingcard.linq.ShareRefusal;
import io.callingcard.linq.model.LineCard;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;

/** What must be so for a share to show anything. What is known is not asked for. */
record ShareConditions(String operation, LinqConfiguration configuration, ProviderClient client) {

    private static final int PAGE = 100;

    /** The first condition that is not met, if any. */
    Future<Optional<ShareRefusal>> unmet(String chatId) {
        boolean needsChat = configuration.isRequireIMessage() || configuration.isCheckCard();
        Future<Optional<LinqMemory.KnownChat>> chat = needsChat
                ? new KnownChats(operation, configuration).byId(chatId, client).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        return chat.compose(known -> known.filter(this::isElsewhere).isPresent()
                ? unmet(ShareRefusal.NOT_IMESSAGE)
                : card(known.map(LinqMemory.KnownChat::line))
                        .compose(unmet -> unmet.isPresent() ? Future.succeededFuture(unmet) : outbound(chatId)));
    }

    private static Future<Optional<ShareRefusal>> unmet(ShareRefusal refusal) {
        return Future.succeededFuture(Optional.of(refusal));
    }

    private static Future<Optional<ShareRefusal>> met() {
        return Future.succeededFuture(Optional.empty());
    }

    /** A service that is not known yet may well be iMessage. */
    private boolean isElsewhere(LinqMemory.KnownChat chat) {
        return configuration.isRequireIMessage()
                && chat.service() != null
                && !chat.service().equals("iMessage");
    }

    private Future<Optional<ShareRefusal>> card(Optional<String> line) {
        if (!configuration.isCheckCard() || line.isEmpty()) {
            return met();
        }
        Optional<LinqMemory.KnownCard> known = configuration.memory().card(line.get(), configuration.knownSince());
        Future<Boolean> active = known.isPresent()
                ? Future.succeededFuture(known.get().active())
                : new LineCards(operation, configuration)
                        .read(line.get(), client)
                        .map(card -> card.filter(LineCard::active).isPresent());
        return active.compose(it -> it ? met() : unmet(ShareRefusal.NO_ACTIVE_CARD));
    }

    private Future<Optional<ShareRefusal>> outbound(String chatId) {
        return !configuration.isRequireOutbound() || configuration.memory().hasWritten(chatId)
                ? met()
                : search(chatId, null);
    }

    /** Looks through the history until it finds something of ours. */
    private Future<Optional<ShareRefusal>> search(String chatId, String cursor) {
        Target target = Target.of(LinqRequests.chat(chatId, "/messages"))
                .query("limit", PAGE)
                .query("cursor", cursor);
        return client.json(LinqRequests.get(operation, target.toString()), ListMessages::read)
                .compose(page -> {
                    if (page.items().stream().anyMatch(message -> Boolean.TRUE.equals(message.isFromMe()))) {
                        configuration.memory().wrote(chatId);
                        return met();
                    }
                    boolean over = page.next() == null || page.next().equals(cursor);
                    return over ? unmet(ShareRefusal.NOTHING_SENT_YET) : search(chatId, page.next());
                });
    }
}
