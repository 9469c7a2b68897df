package io.callingcard.linq.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Future;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqEndpoint;
import io.callingcard.linq.LinqMemory;
import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.ProviderClient;

/** Refuses, where the options wish it, to write to chats or from lines whose standing with the provider is bad. */
record Standing(String operation, LinqConfiguration configuration) {

    boolean isAskedFor() {
        return configuration.getRefuseHealth() != null || configuration.getRefuseReputation() != null;
    }

    Future<Void> allow(Address address, String from, ProviderClient client) {
        Set<String> health = Set.copyOf(ListOf.texts(configuration.getRefuseHealth()));
        Set<String> reputation = Set.copyOf(ListOf.texts(configuration.getRefuseReputation()));
        return chat(address, from, client)
                .compose(chat -> refuse(chat.map(LinqMemory.KnownChat::health), health, "chat", "refuseHealth")
                        .compose(allowed -> reputation.isEmpty()
                                ? Future.succeededFuture()
                                : line(from == null ? chat.map(LinqMemory.KnownChat::line) : Optional.of(from), client)
                                        .compose(known -> refuse(known, reputation, "line", "refuseReputation"))));
    }

    private Future<Optional<LinqMemory.KnownChat>> chat(Address address, String from, ProviderClient client) {
        KnownChats chats = new KnownChats(operation, configuration);
        if (address.hasChat()) {
            return chats.byId(address.chatId(), client).map(Optional::of);
        }
        return chats.idOf(address.recipient(), from, client)
                .compose(id -> id.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : chats.byId(id.get(), client).map(Optional::of));
    }

    /** The standing of a line; of one that the provider picks nothing is known. */
    private Future<Optional<String>> line(Optional<String> line, ProviderClient client) {
        LinqMemory memory = configuration.memory();
        if (line.isEmpty()
                || memory.line(line.get(), configuration.knownSince()).isPresent()) {
            return Future.succeededFuture(line.flatMap(it -> memory.line(it, configuration.knownSince()))
                    .map(LinqMemory.KnownLine::reputation));
        }
        return client.json(
                ListLines.lines(operation), answer -> ListLines.learn(ListLines.read(answer), configuration).stream()
                        .filter(each -> line.get().equals(each.phoneNumber()))
                        .map(Line::standing)
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private Future<Void> refuse(Optional<String> standing, Set<String> refused, String what, String option) {
        if (standing.filter(refused::contains).isEmpty()) {
            return Future.succeededFuture();
        }
        String reason = "the " + what + "'s standing is " + standing.get() + ", which " + option + " refuses";
        return Future.failedFuture(new NotPermittedException(
                Failure.local(LinqEndpoint.SCHEME, operation, Outcome.NOT_SENT, reason, false), null));
    }
}
