// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.body.RawRequest;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.wire.Effect;
import io.callingcard.wa.model.Chat;
import io.callingcard.wa.model.Contact;
import io.callingcard.wa.model.Device;
import io.callingcard.wa.model.Message;

import static io.callingcard.provider.wire.Effect.*;
import static io.callingcard.wa.WaParameters.*;

/** The operations of {@code wa:}. One request with one answer is a row; an operation with logic has a class. */
enum WaOperation implements Operation.Row<WaConfiguration> {
    SEND_CONTACT(LASTING, new SendContact()),
    SEND_TEXT(LASTING, new SendText()),
    SEND_MEDIA(LASTING, new SendMedia()),
    SEND_LINK(
            LASTING,
            sent(marked(
                    post("/send/link").field("phone", CHAT).field("link", LINK).required("caption", CAPTION)))),
    SEND_LOCATION(
            LASTING,
            sent(marked(post("/send/location")
                    .field("phone", CHAT)
                    .field("latitude", LATITUDE)
                    .field("longitude", LONGITUDE)))),
    SEND_POLL(
            LASTING,
            sent(post("/send/poll").field("phone", CHAT).body(Poll::write).field("duration", LIFETIME))),
    FORWARD(
            LASTING,
            sent(message("/forward")
                    .field("duration", LIFETIME)
                    .field("force_reupload", flag(WaConfiguration::isForceReupload)))),
    REACT(LASTING, chat(message("/reaction").field("emoji", EMOJI).answers(WaAnswers.as(Message.Sent.class)))),
    EDIT(
            LASTING,
            chat(message("/update")
                    .field("message", (exchange, options) -> MessageBody.text(exchange))
                    .answers(WaAnswers.as(Message.Sent.class)))),
    REVOKE(LASTING, chat(message("/revoke").answers(WaAnswers.as(Message.Sent.class)))),
    DELETE_MESSAGE(LASTING, chat(message("/delete"))),
    MARK_READ(Effect.PRESENCE, chat(message("/read").answers(WaAnswers.as(Message.Sent.class)))),
    STAR(SETTLED, chat(message("/star"))),
    UNSTAR(SETTLED, chat(message("/unstar"))),
    TYPING(
            Effect.PRESENCE,
            chat(post("/send/chat-presence").field("phone", CHAT).field("action", TYPING_ACTION))),
    PRESENCE(Effect.PRESENCE, post("/send/presence").field("type", (exchange, options) -> options.getPresence())),
    DOWNLOAD_ATTACHMENT(NONE, new DownloadAttachment()),
    FIND_SENT(NONE, new FindSent()),
    CHECK_NUMBER(NONE, chat(get("/user/check").query("phone", PERSON).answers(WaAnswers::registration))),
    GET_USER_INFO(NONE, chat(get("/user/info").query("phone", CHAT).answers(WaAnswers::tree))),
    GET_AVATAR(
            NONE,
            chat(get("/user/avatar")
                    .query("phone", CHAT)
                    .query("is_preview", flag(WaConfiguration::isPreview))
                    .query("is_community", flag(WaConfiguration::isCommunity))
                    .answers(WaAnswers.as(Contact.Avatar.class)))),
    SET_AVATAR(SETTLED, (exchange, call) -> new PhotoUpload(call, "/user/avatar", "avatar").run(exchange, Map.of())),
    SET_NAME(SETTLED, post("/user/pushname").required("push_name", DISPLAY_NAME)),
    GET_BUSINESS_PROFILE(
            NONE, chat(get("/user/business-profile").query("phone", CHAT).answers(WaAnswers::tree))),
    GET_PRIVACY(NONE, get("/user/my/privacy").answers(WaAnswers::tree)),
    LIST_CONTACTS(NONE, get("/user/my/contacts").answers(WaAnswers.data(Contact[].class))),
    LIST_GROUPS(NONE, get("/user/my/groups").answers(WaAnswers.data(JsonNode[].class))),
    LIST_CHANNELS(NONE, get("/user/my/newsletters").answers(WaAnswers.data(JsonNode[].class))),
    LIST_CHATS(NONE, new PagedCall<>(WaRequests::listOfChats, Chat[].class, list -> true)),
    LIST_MESSAGES(NONE, new PagedCall<>(WaRequests::listOfMessages, Message[].class, WaRequests::isPaged)),
    SET_TIMER(SETTLED, chat(post("/chat/{}/disappearing", CHAT).required("timer_seconds", TIMER))),
    PIN_CHAT(
            SETTLED,
            chat(post("/chat/{}/pin", CHAT)
                    .field("pinned", (exchange, options) -> !Boolean.FALSE.equals(options.getPinned())))),
    ARCHIVE_CHAT(
            SETTLED,
            chat(post("/chat/{}/archive", CHAT)
                    .field("archived", (exchange, options) -> !Boolean.FALSE.equals(options.getArchived())))),
    CREATE_CHAT(
            LASTING,
            post("/group")
                    .field("title", GROUP_TITLE)
                    .field("participants", GroupMembers::recipients)
                    .answers(WaAnswers::group)),
    GET_CHAT(NONE, group(get("/group/info").query("group_id", GROUP).answers(WaAnswers::tree))),
    UPDATE_CHAT(SETTLED, new UpdateChat()),
    SET_GROUP_PHOTO(SETTLED, (exchange, call) -> new PhotoUpload(call, "/group/photo", "photo").ofGroup(exchange)),
    LEAVE_CHAT(LASTING, group(post("/group/leave").field("group_id", GROUP))),
    JOIN_CHAT(
            LASTING,
            post("/group/join-with-link")
                    .required("link", WaParameters.INVITE_LINK)
                    .answers(WaAnswers::group)),
    PREVIEW_CHAT(
            NONE,
            get("/group/info-from-link")
                    .query("link", (exchange, options) -> WaParameters.INVITE_LINK.required(exchange, options))
                    .answers(WaAnswers::tree)),
    INVITE_LINK(
            SETTLED,
            group(get("/group/invite-link")
                    .query("group_id", GROUP)
                    .query("reset", flag(WaConfiguration::isResetLink))
                    .answers(WaAnswers::invite))),
    LIST_PARTICIPANTS(
            NONE, group(get("/group/participants").query("group_id", GROUP).answers(WaAnswers::participants))),
    EXPORT_PARTICIPANTS(NONE, GroupMembers::export),
    ADD_PARTICIPANT(LASTING, participants("s")),
    REMOVE_PARTICIPANT(LASTING, participants("s/remove")),
    PROMOTE(SETTLED, participants("s/promote")),
    DEMOTE(SETTLED, participants("s/demote")),
    LIST_REQUESTS(
            NONE,
            group(get("/group/participant-requests").query("group_id", GROUP).answers(WaAnswers::tree))),
    APPROVE_REQUEST(SETTLED, participants("-requests/approve")),
    REJECT_REQUEST(SETTLED, participants("-requests/reject")),
    LEAVE_CHANNEL(LASTING, chat(post("/newsletter/unfollow").field("newsletter_id", CHAT))),
    LIST_CHANNEL_MESSAGES(
            NONE,
            chat(get("/newsletter/messages")
                    .query("newsletter_id", CHAT)
                    .query("count", (exchange, options) -> options.getPageSize())
                    .query("before", BEFORE)
                    .answers(WaAnswers::tree))),
    REJECT_CALL(LASTING, chat(post("/call/reject").field("caller_jid", CHAT).required("call_id", CALL_ID))),
    GET_INFO(NONE, get("/app/info").answers(WaAnswers.as(Device.Gateway.class))),
    GET_STATUS(NONE, get("/app/status").answers(WaAnswers::status)),
    LIST_DEVICES(NONE, get("/devices").answers(WaAnswers::devices)),
    ADD_DEVICE(
            LASTING,
            post("/devices")
                    .field("device_id", (exchange, options) -> options.getDeviceId())
                    .body(DeviceSettings::write)
                    .answers(WaAnswers.as(Device.class))),
    GET_DEVICE(NONE, get("/devices/{}", DEVICE).answers(WaAnswers.as(Device.class))),
    GET_DEVICE_STATUS(NONE, get("/devices/{}/status", DEVICE).answers(WaAnswers::status)),
    LIST_LINKED_DEVICES(NONE, get("/app/devices").answers(WaAnswers::linkedDevices)),
    DELETE_DEVICE(LASTING, RestCall.of(HttpMethod.DELETE, "/devices/{}", DEVICE)),
    LOGIN(SETTLED, get("/app/login").answers(WaAnswers::qrLogin)),
    LOGIN_CODE(SETTLED, get("/app/login-with-code").query("phone", ACCOUNT).answers(WaAnswers::pairCode)),
    GET_PASSKEY(NONE, get("/app/passkey").answers(WaAnswers::passkey)),
    ANSWER_PASSKEY(SETTLED, post("/app/passkey/response").body(PasskeyAnswer::write)),
    CONFIRM_PASSKEY(SETTLED, post("/app/passkey/confirm")),
    LOGOUT(SETTLED, get("/app/logout")),
    RECONNECT(SETTLED, get("/app/reconnect")),
    GET_WEBHOOK(NONE, get("/devices/{}/webhook", DEVICE).answers(WaAnswers.as(Device.Webhook.class))),
    UPDATE_WEBHOOK(
            SETTLED,
            RestCall.<WaConfiguration>of(HttpMethod.PATCH, "/devices/{}/webhook", DEVICE)
                    .body(DeviceSettings::writeRequired)
                    .answers(WaAnswers.as(Device.Webhook.class))),
    ENSURE_WEBHOOK(SETTLED, new EnsureWebhook()),
    RAW_REQUEST(LASTING, new RawRequest<>(""));

    private final Effect effect;
    private final Operation<WaConfiguration> operation;

    WaOperation(Effect effect, Operation<WaConfiguration> operation) {
        this.effect = effect;
        this.operation = operation;
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public Operation<WaConfiguration> operation() {
        return operation;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<WaConfiguration> get(String path, RestCall.Value<? super WaConfiguration>... ids) {
        return RestCall.of(HttpMethod.GET, path, ids);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static RestCall<WaConfiguration> post(String path, RestCall.Value<? super WaConfiguration>... ids) {
        return RestCall.of(HttpMethod.POST, path, ids);
    }

    /** A call whose answer goes on with the address of the chat. */
    private static ChatCall chat(RestCall<WaConfiguration> call) {
        return new ChatCall(call, false);
    }

    private static ChatCall group(RestCall<WaConfiguration> call) {
        return new ChatCall(call, true);
    }

    /** A call that sends a message. */
    private static ChatCall sent(RestCall<WaConfiguration> call) {
        return chat(call.answers(WaAnswers::sent));
    }

    /** A message that is marked as the exchange or the endpoint asks for. */
    private static RestCall<WaConfiguration> marked(RestCall<WaConfiguration> call) {
        return call.field("is_forwarded", IS_FORWARDED).field("duration", LIFETIME);
    }

    /** A call about one message of a chat. */
    private static RestCall<WaConfiguration> message(String path) {
        return post("/message/{}" + path, MESSAGE).field("phone", CHAT);
    }

    /** A change of the members of a group. */
    private static ChatCall participants(String path) {
        return group(post("/group/participant" + path)
                .field("group_id", GROUP)
                .field("participants", GroupMembers::participants)
                .answers(WaAnswers::changes));
    }
}
