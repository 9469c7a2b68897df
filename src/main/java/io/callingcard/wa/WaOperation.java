package io.callingcard.wa;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.wire.Effect;
import io.callingcard.wa.operation.AddDevice;
import io.callingcard.wa.operation.AddParticipant;
import io.callingcard.wa.operation.ApproveRequest;
import io.callingcard.wa.operation.ArchiveChat;
import io.callingcard.wa.operation.BusinessProfile;
import io.callingcard.wa.operation.Call;
import io.callingcard.wa.operation.CheckNumber;
import io.callingcard.wa.operation.CreateChat;
import io.callingcard.wa.operation.DeleteDevice;
import io.callingcard.wa.operation.DeleteMessage;
import io.callingcard.wa.operation.Demote;
import io.callingcard.wa.operation.DownloadAttachment;
import io.callingcard.wa.operation.Edit;
import io.callingcard.wa.operation.EnsureWebhook;
import io.callingcard.wa.operation.ExportParticipants;
import io.callingcard.wa.operation.Forward;
import io.callingcard.wa.operation.GetAvatar;
import io.callingcard.wa.operation.GetChat;
import io.callingcard.wa.operation.GetDevice;
import io.callingcard.wa.operation.GetPrivacy;
import io.callingcard.wa.operation.GetWebhook;
import io.callingcard.wa.operation.Info;
import io.callingcard.wa.operation.InviteLink;
import io.callingcard.wa.operation.JoinChat;
import io.callingcard.wa.operation.LeaveChannel;
import io.callingcard.wa.operation.LeaveChat;
import io.callingcard.wa.operation.ListChannelMessages;
import io.callingcard.wa.operation.ListChannels;
import io.callingcard.wa.operation.ListChats;
import io.callingcard.wa.operation.ListContacts;
import io.callingcard.wa.operation.ListDevices;
import io.callingcard.wa.operation.ListGroups;
import io.callingcard.wa.operation.ListMessages;
import io.callingcard.wa.operation.ListParticipants;
import io.callingcard.wa.operation.ListRequests;
import io.callingcard.wa.operation.Login;
import io.callingcard.wa.operation.LoginCode;
import io.callingcard.wa.operation.Logout;
import io.callingcard.wa.operation.MarkRead;
import io.callingcard.wa.operation.PinChat;
import io.callingcard.wa.operation.Presence;
import io.callingcard.wa.operation.PreviewChat;
import io.callingcard.wa.operation.Promote;
import io.callingcard.wa.operation.React;
import io.callingcard.wa.operation.Reconnect;
import io.callingcard.wa.operation.RejectCall;
import io.callingcard.wa.operation.RejectRequest;
import io.callingcard.wa.operation.RemoveParticipant;
import io.callingcard.wa.operation.Revoke;
import io.callingcard.wa.operation.SendContact;
import io.callingcard.wa.operation.SendLink;
import io.callingcard.wa.operation.SendLocation;
import io.callingcard.wa.operation.SendMedia;
import io.callingcard.wa.operation.SendPoll;
import io.callingcard.wa.operation.SendText;
import io.callingcard.wa.operation.SetAvatar;
import io.callingcard.wa.operation.SetGroupPhoto;
import io.callingcard.wa.operation.SetName;
import io.callingcard.wa.operation.SetTimer;
import io.callingcard.wa.operation.Settle;
import io.callingcard.wa.operation.Star;
import io.callingcard.wa.operation.Status;
import io.callingcard.wa.operation.Typing;
import io.callingcard.wa.operation.Unstar;
import io.callingcard.wa.operation.UpdateChat;
import io.callingcard.wa.operation.UpdateWebhook;
import io.callingcard.wa.operation.UserInfo;

/** What {@code wa:} can do: the word in the URI, and the class that does it. */
public enum WaOperation {
    SEND_CONTACT("send-contact", Effect.LASTING, SendContact::new),
    SEND_TEXT("send-text", Effect.LASTING, SendText::new),
    SEND_MEDIA("send-media", Effect.LASTING, SendMedia::new),
    SEND_LINK("send-link", Effect.LASTING, SendLink::new),
    SEND_LOCATION("send-location", Effect.LASTING, SendLocation::new),
    SEND_POLL("send-poll", Effect.LASTING, SendPoll::new),
    FORWARD("forward", Effect.LASTING, Forward::new),
    REACT("react", Effect.LASTING, React::new),
    EDIT("edit", Effect.LASTING, Edit::new),
    REVOKE("revoke", Effect.LASTING, Revoke::new),
    DELETE_MESSAGE("delete-message", Effect.LASTING, DeleteMessage::new),
    MARK_READ("mark-read", Effect.SETTLED, MarkRead::new),
    STAR("star", Effect.SETTLED, Star::new),
    UNSTAR("unstar", Effect.SETTLED, Unstar::new),
    TYPING("typing", Effect.SETTLED, Typing::new),
    PRESENCE("presence", Effect.SETTLED, Presence::new),
    DOWNLOAD_ATTACHMENT("download-attachment", Effect.NONE, DownloadAttachment::new),
    SETTLE("settle", Effect.NONE, Settle::new),
    CHECK_NUMBER("check-number", Effect.NONE, CheckNumber::new),
    USER_INFO("user-info", Effect.NONE, UserInfo::new),
    GET_AVATAR("get-avatar", Effect.NONE, GetAvatar::new),
    SET_AVATAR("set-avatar", Effect.SETTLED, SetAvatar::new),
    SET_NAME("set-name", Effect.SETTLED, SetName::new),
    BUSINESS_PROFILE("business-profile", Effect.NONE, BusinessProfile::new),
    GET_PRIVACY("get-privacy", Effect.NONE, GetPrivacy::new),
    LIST_CONTACTS("list-contacts", Effect.NONE, ListContacts::new),
    LIST_GROUPS("list-groups", Effect.NONE, ListGroups::new),
    LIST_CHANNELS("list-channels", Effect.NONE, ListChannels::new),
    LIST_CHATS("list-chats", Effect.NONE, ListChats::new),
    LIST_MESSAGES("list-messages", Effect.NONE, ListMessages::new),
    SET_TIMER("set-timer", Effect.SETTLED, SetTimer::new),
    PIN_CHAT("pin-chat", Effect.SETTLED, PinChat::new),
    ARCHIVE_CHAT("archive-chat", Effect.SETTLED, ArchiveChat::new),
    CREATE_CHAT("create-chat", Effect.LASTING, CreateChat::new),
    GET_CHAT("get-chat", Effect.NONE, GetChat::new),
    UPDATE_CHAT("update-chat", Effect.SETTLED, UpdateChat::new),
    SET_GROUP_PHOTO("set-group-photo", Effect.SETTLED, SetGroupPhoto::new),
    LEAVE_CHAT("leave-chat", Effect.LASTING, LeaveChat::new),
    JOIN_CHAT("join-chat", Effect.LASTING, JoinChat::new),
    PREVIEW_CHAT("preview-chat", Effect.NONE, PreviewChat::new),
    INVITE_LINK("invite-link", Effect.SETTLED, InviteLink::new),
    LIST_PARTICIPANTS("list-participants", Effect.NONE, ListParticipants::new),
    EXPORT_PARTICIPANTS("export-participants", Effect.NONE, ExportParticipants::new),
    ADD_PARTICIPANT("add-participant", Effect.LASTING, AddParticipant::new),
    REMOVE_PARTICIPANT("remove-participant", Effect.LASTING, RemoveParticipant::new),
    PROMOTE("promote", Effect.SETTLED, Promote::new),
    DEMOTE("demote", Effect.SETTLED, Demote::new),
    LIST_REQUESTS("list-requests", Effect.NONE, ListRequests::new),
    APPROVE_REQUEST("approve-request", Effect.SETTLED, ApproveRequest::new),
    REJECT_REQUEST("reject-request", Effect.SETTLED, RejectRequest::new),
    LEAVE_CHANNEL("leave-channel", Effect.LASTING, LeaveChannel::new),
    LIST_CHANNEL_MESSAGES("list-channel-messages", Effect.NONE, ListChannelMessages::new),
    REJECT_CALL("reject-call", Effect.LASTING, RejectCall::new),
    INFO("info", Effect.NONE, Info::new),
    STATUS("status", Effect.NONE, Status::new),
    LIST_DEVICES("list-devices", Effect.NONE, ListDevices::new),
    ADD_DEVICE("add-device", Effect.LASTING, AddDevice::new),
    GET_DEVICE("get-device", Effect.NONE, GetDevice::new),
    DELETE_DEVICE("delete-device", Effect.LASTING, DeleteDevice::new),
    LOGIN("login", Effect.SETTLED, Login::new),
    LOGIN_CODE("login-code", Effect.SETTLED, LoginCode::new),
    LOGOUT("logout", Effect.SETTLED, Logout::new),
    RECONNECT("reconnect", Effect.SETTLED, Reconnect::new),
    GET_WEBHOOK("get-webhook", Effect.NONE, GetWebhook::new),
    UPDATE_WEBHOOK("update-webhook", Effect.SETTLED, UpdateWebhook::new),
    ENSURE_WEBHOOK("ensure-webhook", Effect.SETTLED, EnsureWebhook::new),
    CALL("call", Effect.LASTING, Call::new);

    private final String word;
    private final Effect effect;
    private final Function<WaConfiguration, Operation> factory;

    WaOperation(String word, Effect effect, Function<WaConfiguration, Operation> factory) {
        this.word = word;
        this.effect = effect;
        this.factory = factory;
    }

    /** The word in the URI. */
    public String word() {
        return word;
    }

    public Effect effect() {
        return effect;
    }

    Operation handler(WaConfiguration configuration) {
        return factory.apply(configuration);
    }

    /** The operation of a word, or an error that names those there are. */
    static WaOperation of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: wa has no '" + word + "'; it has "
                        + Arrays.stream(values()).map(WaOperation::word).collect(Collectors.joining(", "))));
    }
}
