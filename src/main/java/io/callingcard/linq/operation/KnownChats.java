package io.callingcard.linq.operation;

import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.core.Future;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqMemory;
import io.callingcard.linq.model.Chat;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;

/** Chats as far as they are known; what is not known, or no longer fresh, is asked for. */
record KnownChats(String operation, LinqConfiguration configuration) {

    Future<LinqMemory.KnownChat> byId(String chatId, ProviderClient client) {
        Optional<LinqMemory.KnownChat> known = configuration.memory().chat(chatId, configuration.knownSince());
        return known.isPresent()
                ? Future.succeededFuture(known.get())
                : client.json(
                        LinqRequests.get(operation, LinqRequests.chat(chatId, "")),
                        answer -> learn(Json.read(answer, Chat.class)));
    }

    /** The direct chat with a recipient, if there is one. */
    Future<Optional<String>> idOf(String recipient, String line, ProviderClient client) {
        Target target = Target.of(LinqRequests.CHATS).query("from", line).query("to", recipient);
        return client.json(LinqRequests.get(operation, target.toString()), answer -> Stream.of(
                        Json.read(answer.withArray("/chats"), Chat[].class))
                .filter(chat -> !Boolean.TRUE.equals(chat.isGroup()))
                .filter(chat -> line == null || line.equals(chat.line()))
                .findFirst()
                .map(chat -> {
                    learn(chat);
                    return chat.id();
                }));
    }

    LinqMemory.KnownChat learn(Chat chat) {
        LinqMemory.KnownChat known = known(chat, configuration);
        configuration.memory().learn(chat.id(), known);
        return known;
    }

    static LinqMemory.KnownChat known(Chat chat, LinqConfiguration configuration) {
        return new LinqMemory.KnownChat(
                chat.line(),
                chat.service(),
                chat.health(),
                configuration.getClock().instant());
    }
}
