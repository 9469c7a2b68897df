// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import io.vertx.core.http.HttpMethod;

import io.callingcard.chert.model.Chat;
import io.callingcard.chert.model.Message;
import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.body.RawRequest;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.wire.Effect;

import static io.callingcard.chert.ChertParameters.*;
import static io.callingcard.provider.call.Address.CHAT;
import static io.callingcard.provider.wire.Effect.*;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

/** The operations of {@code chert:}. An operation with one request is a row; an operation with logic is a class. */
enum ChertOperation implements Operation.Row<ChertConfiguration> {
    SEND_CONTACT(LASTING, new SendContact()),
    SHARE_CARD(LASTING, new ShareCard()),
    SEND_TEXT(KEYED, new SendText()),
    SEND_MEDIA(KEYED, new SendMedia()),
    SEND_LINK(KEYED, new SendLink()),
    SEND_LOCATION(KEYED, new SendLocation()),
    CREATE_CHAT(KEYED, new CreateChat()),
    UPDATE_CHAT(
            LASTING,
            call(PUT, "/chats/{}", CHAT)
                    .field("display_name", DISPLAY_NAME)
                    .field("group_chat_icon", ICON)
                    .notEmpty("displayName", "is missing, and groupChatIcon too; set at least one header")
                    .answers(ChertAnswers::chat)),
    ADD_PARTICIPANT(
            LASTING,
            call(POST, "/chats/{}/participants", CHAT)
                    .field("address", PARTICIPANT)
                    .answers(Chat.Participants.class)),
    REMOVE_PARTICIPANT(
            LASTING,
            call(DELETE, "/chats/{}/participants/{}", CHAT, PARTICIPANT).answers(Chat.Participants.class)),
    LEAVE_CHAT(LASTING, call(POST, "/chats/{}/leave", CHAT).answers(Chat.Change.class)),
    REACT(
            LASTING,
            call(POST, "/messages/{}/react", MESSAGE_ID)
                    .field("reaction", REACTION_WORD)
                    .answers(Message.Change.class)),
    EDIT(
            LASTING,
            call(POST, "/messages/{}/edit", MESSAGE_ID)
                    .field("new_text", (exchange, options) -> MessageBody.text(exchange))
                    .field("edited_part_index", PART_INDEX.as(Integer.class))
                    .answers(Message.Change.class)),
    TYPING(
            PRESENCE,
            call(POST, "/chats/{}/typing", CHAT)
                    .field("state", TYPING_STATE.oneOf("typing", "stopped"))
                    .answers(Chat.Change.class)),
    MARK_READ(PRESENCE, call(POST, "/chats/{}/mark-read", CHAT).answers(Chat.Change.class)),
    LIST_MESSAGES(NONE, call(GET, "/chats/{}/messages", CHAT).answers(ChertAnswers::messages)),
    GET_MESSAGE(NONE, call(GET, "/messages/{}", MESSAGE_ID).answers(ChertAnswers::message)),
    UPLOAD_ATTACHMENT(NONE, Attachments.upload(ChertRequests.ATTACHMENTS)),
    DOWNLOAD_ATTACHMENT(NONE, Attachments.download(ChertRequests.ATTACHMENTS + "/{}/content")),
    LIST_LINES(NONE, call(GET, "/phone-numbers").answers(ChertAnswers::lines)),
    CREATE_WEBHOOK(
            LASTING,
            call(POST, Subscriptions.PATH).body(Subscriptions::writeNew).answers(Subscriptions::result)),
    LIST_WEBHOOKS(
            NONE, call(GET, Subscriptions.PATH).answers(answer -> OperationResult.of(Subscriptions.readAll(answer)))),
    GET_WEBHOOK(NONE, call(GET, Subscriptions.PATH + "/{}", WEBHOOK_ID).answers(Subscriptions::result)),
    UPDATE_WEBHOOK(
            LASTING,
            call(PATCH, Subscriptions.PATH + "/{}", WEBHOOK_ID)
                    .body(Subscriptions::write)
                    .field("is_active", WEBHOOK_ACTIVE.as(Boolean.class))
                    .notEmpty(
                            "webhookUrl",
                            "is missing; set what to change: webhookUrl, webhookEvents, webhookVersion or the header "
                                    + ChertConstants.WEBHOOK_ACTIVE)
                    .answers(Subscriptions::result)),
    DELETE_WEBHOOK(LASTING, call(DELETE, Subscriptions.PATH + "/{}", WEBHOOK_ID)),
    ENSURE_WEBHOOK(LASTING, new EnsureWebhook()),
    RAW_REQUEST(LASTING, new RawRequest<>(ChertRequests.API));

    private final Effect effect;
    private final Operation<ChertConfiguration> operation;

    ChertOperation(Effect effect, Operation<ChertConfiguration> operation) {
        this.effect = effect;
        this.operation = operation;
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public Operation<ChertConfiguration> operation() {
        return operation;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<ChertConfiguration> call(
            HttpMethod method, String path, RestCall.Value<? super ChertConfiguration>... ids) {
        return RestCall.of(method, ChertRequests.API + path, ids);
    }
}
