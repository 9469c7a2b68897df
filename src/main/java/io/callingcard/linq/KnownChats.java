// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;

/** Looks up chats: in the memory of earlier answers, or at the provider. */
record KnownChats(Call<LinqConfiguration> call) {

    Future<LinqMemory.KnownChat> byId(String chatId) {
        LinqConfiguration options = call.options();
        return options.memory()
                .chats
                .get(chatId, options.knownSince())
                .map(Future::succeededFuture)
                .orElseGet(() -> read(chatId, this::learn));
    }

    private <T> Future<T> read(String chatId, Function<Chat, T> reader) {
        return call.client()
                .json(call.read(LinqRequests.chat(chatId, "")), answer -> reader.apply(Json.read(answer, Chat.class)));
    }

    /** The direct chat with a recipient, if there is one. */
    Future<Optional<String>> idOf(String recipient, String line) {
        Target target = Target.of(LinqRequests.CHATS).query("from", line).query("to", recipient);
        return call.client().json(call.read(target.toString()), answer -> {
            Optional<Chat> found = Stream.of(Json.read(answer.withArray("/chats"), Chat[].class))
                    .filter(chat -> !Boolean.TRUE.equals(chat.isGroup()))
                    .filter(chat -> line == null || line.equals(chat.line()))
                    .findFirst();
            found.ifPresent(this::learn);
            return found.map(Chat::id);
        });
    }

    /** Runs {@code get-chat}. */
    Future<OperationResult> get(Exchange exchange) {
        return read(Address.CHAT.required(exchange, call.options()), chat -> {
            learn(chat);
            return OperationResult.of(chat)
                    .with(LinqConstants.CHAT_ID, chat.id())
                    .with(LinqConstants.SERVICE, chat.service())
                    .with(LinqConstants.CHAT_HEALTH, chat.health());
        });
    }

    LinqMemory.KnownChat learn(Chat chat) {
        LinqMemory.KnownChat known = new LinqMemory.KnownChat(chat.line(), chat.service(), chat.health());
        LinqConfiguration options = call.options();
        options.memory().chats.learn(chat.id(), known, options.getClock().instant());
        return known;
    }
}
