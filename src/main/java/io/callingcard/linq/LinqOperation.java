package io.callingcard.linq;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.callingcard.linq.operation.AddParticipant;
import io.callingcard.linq.operation.AuditLine;
import io.callingcard.linq.operation.AvailableLine;
import io.callingcard.linq.operation.Block;
import io.callingcard.linq.operation.Call;
import io.callingcard.linq.operation.CheckCapability;
import io.callingcard.linq.operation.CreateCard;
import io.callingcard.linq.operation.CreateChat;
import io.callingcard.linq.operation.CreateWebhook;
import io.callingcard.linq.operation.DeleteAttachment;
import io.callingcard.linq.operation.DeleteMessage;
import io.callingcard.linq.operation.DeleteWebhook;
import io.callingcard.linq.operation.DownloadAttachment;
import io.callingcard.linq.operation.Edit;
import io.callingcard.linq.operation.EnsureCard;
import io.callingcard.linq.operation.EnsureWebhook;
import io.callingcard.linq.operation.GetAttachment;
import io.callingcard.linq.operation.GetAudit;
import io.callingcard.linq.operation.GetCard;
import io.callingcard.linq.operation.GetChat;
import io.callingcard.linq.operation.GetLocation;
import io.callingcard.linq.operation.GetMessage;
import io.callingcard.linq.operation.GetWebhook;
import io.callingcard.linq.operation.LeaveChat;
import io.callingcard.linq.operation.ListBlocked;
import io.callingcard.linq.operation.ListCards;
import io.callingcard.linq.operation.ListChats;
import io.callingcard.linq.operation.ListEventTypes;
import io.callingcard.linq.operation.ListLines;
import io.callingcard.linq.operation.ListMessages;
import io.callingcard.linq.operation.ListThread;
import io.callingcard.linq.operation.ListWebhooks;
import io.callingcard.linq.operation.MarkRead;
import io.callingcard.linq.operation.React;
import io.callingcard.linq.operation.RemoveParticipant;
import io.callingcard.linq.operation.RequestLocation;
import io.callingcard.linq.operation.SendContact;
import io.callingcard.linq.operation.SendLink;
import io.callingcard.linq.operation.SendMedia;
import io.callingcard.linq.operation.SendPoll;
import io.callingcard.linq.operation.SendText;
import io.callingcard.linq.operation.SendVoice;
import io.callingcard.linq.operation.ShareCard;
import io.callingcard.linq.operation.Typing;
import io.callingcard.linq.operation.Unblock;
import io.callingcard.linq.operation.UpdateCard;
import io.callingcard.linq.operation.UpdateChat;
import io.callingcard.linq.operation.UpdateLine;
import io.callingcard.linq.operation.UpdateWebhook;
import io.callingcard.linq.operation.UploadAttachment;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.wire.Effect;

/** What {@code linq:} can do: the word in the URI, and the class that does it. */
public enum LinqOperation {
    SEND_CONTACT("send-contact", Effect.KEYED, SendContact::new),
    SHARE_CARD("share-card", Effect.SETTLED, ShareCard::new),
    CREATE_CARD("create-card", Effect.LASTING, CreateCard::new),
    UPDATE_CARD("update-card", Effect.LASTING, UpdateCard::new),
    ENSURE_CARD("ensure-card", Effect.SETTLED, EnsureCard::new),
    GET_CARD("get-card", Effect.NONE, GetCard::new),
    LIST_CARDS("list-cards", Effect.NONE, ListCards::new),
    SEND_TEXT("send-text", Effect.KEYED, SendText::new),
    SEND_MEDIA("send-media", Effect.KEYED, SendMedia::new),
    SEND_LINK("send-link", Effect.KEYED, SendLink::new),
    SEND_VOICE("send-voice", Effect.LASTING, SendVoice::new),
    SEND_POLL("send-poll", Effect.KEYED, SendPoll::new),
    CREATE_CHAT("create-chat", Effect.KEYED, CreateChat::new),
    LIST_CHATS("list-chats", Effect.NONE, ListChats::new),
    GET_CHAT("get-chat", Effect.NONE, GetChat::new),
    UPDATE_CHAT("update-chat", Effect.SETTLED, UpdateChat::new),
    ADD_PARTICIPANT("add-participant", Effect.LASTING, AddParticipant::new),
    REMOVE_PARTICIPANT("remove-participant", Effect.LASTING, RemoveParticipant::new),
    LEAVE_CHAT("leave-chat", Effect.LASTING, LeaveChat::new),
    REACT("react", Effect.LASTING, React::new),
    EDIT("edit", Effect.LASTING, Edit::new),
    DELETE_MESSAGE("delete-message", Effect.LASTING, DeleteMessage::new),
    TYPING("typing", Effect.SETTLED, Typing::new),
    MARK_READ("mark-read", Effect.SETTLED, MarkRead::new),
    LIST_MESSAGES("list-messages", Effect.NONE, ListMessages::new),
    LIST_THREAD("list-thread", Effect.NONE, ListThread::new),
    GET_MESSAGE("get-message", Effect.NONE, GetMessage::new),
    UPLOAD_ATTACHMENT("upload-attachment", Effect.NONE, UploadAttachment::new),
    GET_ATTACHMENT("get-attachment", Effect.NONE, GetAttachment::new),
    DOWNLOAD_ATTACHMENT("download-attachment", Effect.NONE, DownloadAttachment::new),
    DELETE_ATTACHMENT("delete-attachment", Effect.LASTING, DeleteAttachment::new),
    CHECK_CAPABILITY("check-capability", Effect.NONE, CheckCapability::new),
    LIST_LINES("list-lines", Effect.NONE, ListLines::new),
    UPDATE_LINE("update-line", Effect.SETTLED, UpdateLine::new),
    AVAILABLE_LINE("available-line", Effect.NONE, AvailableLine::new),
    AUDIT_LINE("audit-line", Effect.LASTING, AuditLine::new),
    GET_AUDIT("get-audit", Effect.NONE, GetAudit::new),
    REQUEST_LOCATION("request-location", Effect.LASTING, RequestLocation::new),
    GET_LOCATION("get-location", Effect.NONE, GetLocation::new),
    BLOCK("block", Effect.SETTLED, Block::new),
    UNBLOCK("unblock", Effect.SETTLED, Unblock::new),
    LIST_BLOCKED("list-blocked", Effect.NONE, ListBlocked::new),
    CREATE_WEBHOOK("create-webhook", Effect.LASTING, CreateWebhook::new),
    LIST_WEBHOOKS("list-webhooks", Effect.NONE, ListWebhooks::new),
    GET_WEBHOOK("get-webhook", Effect.NONE, GetWebhook::new),
    UPDATE_WEBHOOK("update-webhook", Effect.SETTLED, UpdateWebhook::new),
    DELETE_WEBHOOK("delete-webhook", Effect.LASTING, DeleteWebhook::new),
    ENSURE_WEBHOOK("ensure-webhook", Effect.LASTING, EnsureWebhook::new),
    LIST_EVENT_TYPES("list-event-types", Effect.NONE, ListEventTypes::new),
    CALL("call", Effect.LASTING, Call::new);

    private final String word;
    private final Effect effect;
    private final Function<LinqConfiguration, Operation> factory;

    LinqOperation(String word, Effect effect, Function<LinqConfiguration, Operation> factory) {
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

    Operation handler(LinqConfiguration configuration) {
        return factory.apply(configuration);
    }

    /** The operation of a word, or an error that names those there are. */
    static LinqOperation of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: linq has no '" + word + "'; it has "
                        + Arrays.stream(values()).map(LinqOperation::word).collect(Collectors.joining(", "))));
    }
}
