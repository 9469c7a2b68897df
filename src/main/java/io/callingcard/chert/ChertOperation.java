package io.callingcard.chert;

import io.vertx.core.http.HttpMethod;

import io.callingcard.chert.model.Chat;
import io.callingcard.chert.model.ChatChange;
import io.callingcard.chert.model.MessageChange;
import io.callingcard.provider.body.AttachmentDownload;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.body.RawRequest;
import io.callingcard.provider.call.CallValue;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.ProviderOperation;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.wire.Effect;

import static io.callingcard.chert.ChertParameters.*;
import static io.callingcard.provider.call.Address.CHAT;
import static io.callingcard.provider.wire.Effect.*;

/** The operations of {@code chert:}. One request with one answer is a row; an operation with logic has a class. */
enum ChertOperation implements ProviderOperation<ChertConfiguration> {
    SEND_CONTACT(LASTING, new SendContact()),
    SHARE_CARD(LASTING, new ShareCard()),
    SEND_TEXT(KEYED, new SendText()),
    SEND_MEDIA(KEYED, new SendMedia()),
    SEND_LINK(KEYED, new SendLink()),
    SEND_LOCATION(KEYED, new SendLocation()),
    CREATE_CHAT(KEYED, new CreateChat()),
    UPDATE_CHAT(
            LASTING,
            put("/chats/{}", CHAT)
                    .field("display_name", DISPLAY_NAME)
                    .field("group_chat_icon", ICON)
                    .notEmpty("displayName", "is missing, and groupChatIcon too; set at least one header")
                    .answers(ChertAnswers::chat)),
    ADD_PARTICIPANT(
            LASTING,
            post("/chats/{}/participants", CHAT).field("address", PARTICIPANT).answers(Chat.Participants.class)),
    REMOVE_PARTICIPANT(
            LASTING, delete("/chats/{}/participants/{}", CHAT, PARTICIPANT).answers(Chat.Participants.class)),
    LEAVE_CHAT(LASTING, post("/chats/{}/leave", CHAT).answers(ChatChange.class)),
    REACT(
            LASTING,
            post("/messages/{}/react", MESSAGE_ID)
                    .field("reaction", REACTION_WORD)
                    .answers(MessageChange.class)),
    EDIT(
            LASTING,
            post("/messages/{}/edit", MESSAGE_ID)
                    .field("new_text", (exchange, options) -> MessageBody.text(exchange))
                    .field("edited_part_index", PART_INDEX.as(Integer.class))
                    .answers(MessageChange.class)),
    TYPING(
            PRESENCE,
            post("/chats/{}/typing", CHAT)
                    .field("state", TYPING_STATE.oneOf("typing", "stopped"))
                    .answers(ChatChange.class)),
    MARK_READ(PRESENCE, post("/chats/{}/mark-read", CHAT).answers(ChatChange.class)),
    LIST_MESSAGES(NONE, get("/chats/{}/messages", CHAT).answers(ChertAnswers::messages)),
    GET_MESSAGE(NONE, get("/messages/{}", MESSAGE_ID).answers(ChertAnswers::message)),
    UPLOAD_ATTACHMENT(NONE, AttachmentUpload.operation(ChertRequests.ATTACHMENTS)),
    DOWNLOAD_ATTACHMENT(NONE, AttachmentDownload.operation(ChertRequests.ATTACHMENTS + "/{}/content")),
    LIST_LINES(NONE, get("/phone-numbers").answers(ChertAnswers::lines)),
    CREATE_WEBHOOK(
            LASTING, post(Subscriptions.PATH).body(Subscriptions::writeNew).answers(Subscriptions::result)),
    LIST_WEBHOOKS(NONE, get(Subscriptions.PATH).answers(answer -> OperationResult.of(Subscriptions.readAll(answer)))),
    GET_WEBHOOK(NONE, get(Subscriptions.PATH + "/{}", WEBHOOK_ID).answers(Subscriptions::result)),
    UPDATE_WEBHOOK(
            LASTING,
            patch(Subscriptions.PATH + "/{}", WEBHOOK_ID)
                    .body(Subscriptions::write)
                    .field("is_active", WEBHOOK_ACTIVE.as(Boolean.class))
                    .notEmpty(
                            "webhookUrl",
                            "is missing; set what to change: webhookUrl, webhookEvents, webhookVersion or the header "
                                    + ChertConstants.WEBHOOK_ACTIVE)
                    .answers(Subscriptions::result)),
    DELETE_WEBHOOK(LASTING, delete(Subscriptions.PATH + "/{}", WEBHOOK_ID)),
    ENSURE_WEBHOOK(LASTING, new EnsureWebhook()),
    RAW_REQUEST(LASTING, new RawRequest<>(ChertOperation.API));

    static final String API = "/api/v1";

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
    private static RestCall<ChertConfiguration> get(String path, CallValue<? super ChertConfiguration>... ids) {
        return RestCall.of(HttpMethod.GET, API + path, ids);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<ChertConfiguration> post(String path, CallValue<? super ChertConfiguration>... ids) {
        return RestCall.of(HttpMethod.POST, API + path, ids);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<ChertConfiguration> put(String path, CallValue<? super ChertConfiguration>... ids) {
        return RestCall.of(HttpMethod.PUT, API + path, ids);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<ChertConfiguration> patch(String path, CallValue<? super ChertConfiguration>... ids) {
        return RestCall.of(HttpMethod.PATCH, API + path, ids);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<ChertConfiguration> delete(String path, CallValue<? super ChertConfiguration>... ids) {
        return RestCall.of(HttpMethod.DELETE, API + path, ids);
    }
}
