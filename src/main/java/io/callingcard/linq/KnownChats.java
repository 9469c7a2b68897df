package io.callingcard.linq;

import java.util.Optional;
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
        Optional<LinqMemory.KnownChat> known =
                call.options().memory().chat(chatId, call.options().knownSince());
        return known.isPresent()
                ? Future.succeededFuture(known.get())
                : call.client()
                        .json(call.read(LinqRequests.chat(chatId, "")), answer -> learn(Json.read(answer, Chat.class)));
    }

    /** The direct chat with a recipient, if there is one. */
    Future<Optional<String>> idOf(String recipient, String line) {
        Target target = Target.of(LinqRequests.CHATS).query("from", line).query("to", recipient);
        return call.client().json(call.read(target.toString()), answer -> Stream.of(
                        Json.read(answer.withArray("/chats"), Chat[].class))
                .filter(chat -> !Boolean.TRUE.equals(chat.isGroup()))
                .filter(chat -> line == null || line.equals(chat.line()))
                .findFirst()
                .map(chat -> {
                    learn(chat);
                    return chat.id();
                }));
    }

    /** Runs {@code get-chat}. */
    Future<OperationResult> get(Exchange exchange) {
        String target = LinqRequests.chat(Address.CHAT.required(exchange, call.options()), "");
        return call.client().json(call.read(target), answer -> {
            Chat chat = Json.read(answer, Chat.class);
            learn(chat);
            return OperationResult.of(chat)
                    .with(LinqConstants.CHAT_ID, chat.id())
                    .with(LinqConstants.SERVICE, chat.service())
                    .with(LinqConstants.CHAT_HEALTH, chat.health());
        });
    }

    LinqMemory.KnownChat learn(Chat chat) {
        LinqMemory.KnownChat known = known(chat, call.options());
        call.options().memory().learn(chat.id(), known);
        return known;
    }

    static LinqMemory.KnownChat known(Chat chat, LinqConfiguration options) {
        return new LinqMemory.KnownChat(
                chat.line(), chat.service(), chat.health(), options.getClock().instant());
    }
}
