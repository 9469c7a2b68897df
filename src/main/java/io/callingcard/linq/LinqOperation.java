// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.vertx.core.http.HttpMethod;

import io.callingcard.linq.model.Attachment;
import io.callingcard.linq.model.Chat;
import io.callingcard.linq.model.Line;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.body.RawRequest;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.wire.Effect;

import static io.callingcard.linq.LinqParameters.*;
import static io.callingcard.provider.call.Address.CHAT;
import static io.callingcard.provider.wire.Effect.*;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

/** The operations of {@code linq:}. One request with one answer is a row; an operation with logic has a class. */
enum LinqOperation implements Operation.Row<LinqConfiguration> {
    SEND_CONTACT(KEYED, new SendContact()),
    SHARE_CARD(SETTLED, new ShareCard()),
    CREATE_CARD(LASTING, (exchange, call) -> new LineCards(call).create(exchange)),
    UPDATE_CARD(LASTING, (exchange, call) -> new LineCards(call).update(exchange)),
    ENSURE_CARD(SETTLED, (exchange, call) -> new EnsureCard(call).run(exchange)),
    DELETE_CARD(LASTING, (exchange, call) -> new LineCards(call).delete(exchange)),
    GET_CARD(NONE, (exchange, call) -> new LineCards(call).get(exchange)),
    LIST_CARDS(NONE, call(GET, LinqRequests.CARD).answers(answer -> OperationResult.of(LineCards.readAll(answer)))),
    SEND_TEXT(KEYED, new SendText()),
    SEND_MEDIA(KEYED, new SendMedia()),
    SEND_LINK(KEYED, (exchange, call) -> new MessageDelivery(call)
            .send(exchange, Address.of(exchange, call.options()), MessageParts.link(exchange))),
    SEND_VOICE(LASTING, new SendVoice()),
    SEND_POLL(KEYED, new SendPoll()),
    CREATE_CHAT(KEYED, (exchange, call) -> new MessageDelivery(call).create(exchange)),
    LIST_CHATS(NONE, new PagedCall<>(LinqRequests::listOfChats, "/chats", Chat[].class)),
    GET_CHAT(NONE, (exchange, call) -> new KnownChats(call).get(exchange)),
    UPDATE_CHAT(
            SETTLED,
            call(PUT, "/chats/{}", CHAT)
                    .field("display_name", DISPLAY_NAME)
                    .field("group_chat_icon", ICON)
                    .notEmpty("displayName", "is missing, and groupChatIcon too; set at least one header")
                    .answers(Chat.Change.class)),
    ADD_PARTICIPANT(
            LASTING,
            call(POST, "/chats/{}/participants", CHAT)
                    .field("handle", PARTICIPANT)
                    .answers(Chat.Change.class)),
    REMOVE_PARTICIPANT(
            LASTING,
            call(DELETE, "/chats/{}/participants", CHAT)
                    .field("handle", PARTICIPANT)
                    .answers(Chat.Change.class)),
    LEAVE_CHAT(LASTING, call(POST, "/chats/{}/leave", CHAT).answers(Chat.Change.class)),
    REACT(
            LASTING,
            call(POST, "/messages/{}/reactions", MESSAGE_ID)
                    .field("operation", (exchange, options) -> options.isRemoveReaction() ? "remove" : "add")
                    .field("type", REACTION_WORD)
                    .field("custom_emoji", REACTION_EMOJI)
                    .body(Stickers::write)
                    .field("part_index", PART_INDEX.as(Integer.class))
                    .answers(Chat.Change.class)),
    EDIT(
            LASTING,
            call(PATCH, "/messages/{}", MESSAGE_ID)
                    .field("text", NEW_TEXT)
                    .field("part_index", PART_INDEX.as(Integer.class))
                    .answers(LinqAnswers::message)),
    DELETE_MESSAGE(LASTING, call(DELETE, "/messages/{}", MESSAGE_ID)),
    TYPING(PRESENCE, new Typing()),
    MARK_READ(PRESENCE, call(POST, "/chats/{}/read", CHAT)),
    LIST_MESSAGES(NONE, new PagedCall<>(LinqRequests::listOfMessages, "/messages", Message[].class)),
    LIST_THREAD(NONE, new PagedCall<>(LinqRequests::thread, "/messages", Message[].class)),
    GET_MESSAGE(NONE, call(GET, "/messages/{}", MESSAGE_ID).answers(LinqAnswers::message)),
    UPLOAD_ATTACHMENT(NONE, Attachments.upload(LinqRequests.ATTACHMENTS)),
    GET_ATTACHMENT(NONE, call(GET, "/attachments/{}", ATTACHMENT_ID).answers(Attachment.class)),
    DOWNLOAD_ATTACHMENT(NONE, new DownloadAttachment()),
    DELETE_ATTACHMENT(LASTING, call(DELETE, "/attachments/{}", ATTACHMENT_ID)),
    CHECK_CAPABILITY(
            NONE,
            call(POST, "/capability/{}", CAPABILITY_CHECK)
                    .field("address", RECIPIENT)
                    .field("from", LINE)
                    .answers(LinqAnswers::capability)),
    LIST_LINES(NONE, (exchange, call) -> new KnownLines(call).list(exchange)),
    UPDATE_LINE(
            SETTLED,
            call(PUT, "/phone_numbers/{}", LINE_ID)
                    .field("forwarding_number", FORWARDING)
                    .answers(Line.class)),
    GET_AVAILABLE_LINE(
            NONE,
            call(GET, "/available_number")
                    .query("to", RECIPIENTS)
                    .query("exclude_from", EXCLUDED_LINES)
                    .answers(LinqAnswers::availableLine)),
    AUDIT_LINE(
            LASTING,
            call(POST, "/phone_numbers/{}/reputation_audit", REQUIRED_LINE).answers(LinqAnswers::audit)),
    GET_AUDIT(
            NONE,
            call(GET, "/phone_numbers/{}/reputation_audit/{}", REQUIRED_LINE, AUDIT_ID)
                    .answers(OperationResult::of)),
    REQUEST_LOCATION(LASTING, call(POST, "/chats/{}/location/request", CHAT).answers(OperationResult::of)),
    GET_LOCATION(NONE, call(GET, "/chats/{}/location", CHAT).answers(OperationResult::of)),
    STOP_LOCATION(
            LASTING,
            call(DELETE, "/chats/{}/location", CHAT)
                    .field("handle", PARTICIPANT)
                    .answers(OperationResult::of)),
    BLOCK(SETTLED, call(POST, "/blocked_handles").field("handle", RECIPIENT).field("reason", BLOCK_REASON)),
    UNBLOCK(SETTLED, call(DELETE, "/blocked_handles").field("handle", RECIPIENT)),
    LIST_BLOCKED(NONE, call(GET, "/blocked_handles").answers(LinqAnswers::blocked)),
    CREATE_WEBHOOK(
            LASTING,
            call(POST, Subscriptions.PATH).body(Subscriptions::writeNew).answers(Subscriptions::result)),
    LIST_WEBHOOKS(
            NONE, call(GET, Subscriptions.PATH).answers(answer -> OperationResult.of(Subscriptions.readAll(answer)))),
    GET_WEBHOOK(NONE, call(GET, Subscriptions.PATH + "/{}", WEBHOOK_ID).answers(Subscriptions::result)),
    UPDATE_WEBHOOK(
            SETTLED,
            call(PUT, Subscriptions.PATH + "/{}", WEBHOOK_ID)
                    .body(Subscriptions::write)
                    .field("is_active", WEBHOOK_ACTIVE.as(Boolean.class))
                    .answers(Subscriptions::result)),
    DELETE_WEBHOOK(LASTING, call(DELETE, Subscriptions.PATH + "/{}", WEBHOOK_ID)),
    ENSURE_WEBHOOK(LASTING, (exchange, call) -> new EnsureWebhook(call).run(exchange)),
    LIST_EVENT_TYPES(NONE, call(GET, "/webhook-events").answers(LinqAnswers::eventTypes)),
    RAW_REQUEST(LASTING, new RawRequest<>(""));

    private final Effect effect;
    private final Operation<LinqConfiguration> operation;

    LinqOperation(Effect effect, Operation<LinqConfiguration> operation) {
        this.effect = effect;
        this.operation = operation;
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public Operation<LinqConfiguration> operation() {
        return operation;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<LinqConfiguration> call(
            HttpMethod method, String path, RestCall.Value<? super LinqConfiguration>... ids) {
        return RestCall.of(method, path, ids);
    }
}
