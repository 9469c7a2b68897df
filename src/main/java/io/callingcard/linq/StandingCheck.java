// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Optional;
import java.util.Set;

import io.vertx.core.Future;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.Outcome;

/** Refuses to send to chats, or from lines, whose standing with the provider is one that the options refuse. */
record StandingCheck(Call<LinqConfiguration> call) {

    boolean isAskedFor() {
        return call.options().getRefuseHealth() != null || call.options().getRefuseReputation() != null;
    }

    Future<Void> allow(Address address, String from) {
        Set<String> health = Set.copyOf(LinqParameters.listed(call.options().getRefuseHealth()));
        Set<String> reputation = Set.copyOf(LinqParameters.listed(call.options().getRefuseReputation()));
        return chat(address, from).compose(chat -> refuse(
                        chat.map(LinqMemory.KnownChat::health), health, "chat", "refuseHealth")
                .compose(allowed -> reputation.isEmpty()
                        ? Future.succeededFuture()
                        : new KnownLines(call)
                                .reputation(from == null ? chat.map(LinqMemory.KnownChat::line) : Optional.of(from))
                                .compose(known -> refuse(known, reputation, "line", "refuseReputation"))));
    }

    private Future<Optional<LinqMemory.KnownChat>> chat(Address address, String from) {
        KnownChats chats = new KnownChats(call);
        if (address.hasChat()) {
            return chats.byId(address.chatId()).map(Optional::of);
        }
        return chats.idOf(address.recipient(), from)
                .compose(id -> id.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : chats.byId(id.get()).map(Optional::of));
    }

    private Future<Void> refuse(Optional<String> standing, Set<String> refused, String what, String option) {
        if (standing.filter(refused::contains).isEmpty()) {
            return Future.succeededFuture();
        }
        String reason = "the " + what + "'s standing is " + standing.get() + ", which " + option + " refuses";
        return Future.failedFuture(new NotPermittedException(call.failure(Outcome.NOT_SENT, reason, false), null));
    }
}
