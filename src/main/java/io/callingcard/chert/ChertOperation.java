package io.callingcard.chert;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.callingcard.chert.operation.AddParticipant;
import io.callingcard.chert.operation.Call;
import io.callingcard.chert.operation.CreateChat;
import io.callingcard.chert.operation.CreateWebhook;
import io.callingcard.chert.operation.DeleteWebhook;
import io.callingcard.chert.operation.DownloadAttachment;
import io.callingcard.chert.operation.Edit;
import io.callingcard.chert.operation.EnsureWebhook;
import io.callingcard.chert.operation.GetMessage;
import io.callingcard.chert.operation.GetWebhook;
import io.callingcard.chert.operation.LeaveChat;
import io.callingcard.chert.operation.ListLines;
import io.callingcard.chert.operation.ListMessages;
import io.callingcard.chert.operation.ListWebhooks;
import io.callingcard.chert.operation.MarkRead;
import io.callingcard.chert.operation.React;
import io.callingcard.chert.operation.RemoveParticipant;
import io.callingcard.chert.operation.SendContact;
import io.callingcard.chert.operation.SendLink;
import io.callingcard.chert.operation.SendLocation;
import io.callingcard.chert.operation.SendMedia;
import io.callingcard.chert.operation.SendText;
import io.callingcard.chert.operation.ShareCard;
import io.callingcard.chert.operation.Typing;
import io.callingcard.chert.operation.UpdateChat;
import io.callingcard.chert.operation.UpdateWebhook;
import io.callingcard.chert.operation.UploadAttachment;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.wire.Effect;

/** What {@code chert:} can do: the word in the URI, and the class that does it. */
public enum ChertOperation {
    SEND_CONTACT("send-contact", Effect.LASTING, SendContact::new),
    SHARE_CARD("share-card", Effect.LASTING, ShareCard::new),
    SEND_TEXT("send-text", Effect.KEYED, SendText::new),
    SEND_MEDIA("send-media", Effect.KEYED, SendMedia::new),
    SEND_LINK("send-link", Effect.KEYED, SendLink::new),
    SEND_LOCATION("send-location", Effect.KEYED, SendLocation::new),
    CREATE_CHAT("create-chat", Effect.KEYED, CreateChat::new),
    UPDATE_CHAT("update-chat", Effect.LASTING, UpdateChat::new),
    ADD_PARTICIPANT("add-participant", Effect.LASTING, AddParticipant::new),
    REMOVE_PARTICIPANT("remove-participant", Effect.LASTING, RemoveParticipant::new),
    LEAVE_CHAT("leave-chat", Effect.LASTING, LeaveChat::new),
    REACT("react", Effect.LASTING, React::new),
    EDIT("edit", Effect.LASTING, Edit::new),
    TYPING("typing", Effect.LASTING, Typing::new),
    MARK_READ("mark-read", Effect.LASTING, MarkRead::new),
    LIST_MESSAGES("list-messages", Effect.NONE, ListMessages::new),
    GET_MESSAGE("get-message", Effect.NONE, GetMessage::new),
    UPLOAD_ATTACHMENT("upload-attachment", Effect.NONE, UploadAttachment::new),
    DOWNLOAD_ATTACHMENT("download-attachment", Effect.NONE, DownloadAttachment::new),
    LIST_LINES("list-lines", Effect.NONE, ListLines::new),
    CREATE_WEBHOOK("create-webhook", Effect.LASTING, CreateWebhook::new),
    LIST_WEBHOOKS("list-webhooks", Effect.NONE, ListWebhooks::new),
    GET_WEBHOOK("get-webhook", Effect.NONE, GetWebhook::new),
    UPDATE_WEBHOOK("update-webhook", Effect.LASTING, UpdateWebhook::new),
    DELETE_WEBHOOK("delete-webhook", Effect.LASTING, DeleteWebhook::new),
    ENSURE_WEBHOOK("ensure-webhook", Effect.LASTING, EnsureWebhook::new),
    CALL("call", Effect.LASTING, Call::new);

    private final String word;
    private final Effect effect;
    private final Function<ChertConfiguration, Operation> factory;

    ChertOperation(String word, Effect effect, Function<ChertConfiguration, Operation> factory) {
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

    Operation handler(ChertConfiguration configuration) {
        return factory.apply(configuration);
    }

    /** The operation of a word, or an error that names those there are. */
    static ChertOperation of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation: chert has no '" + word + "'; it has "
                        + Arrays.stream(values()).map(ChertOperation::word).collect(Collectors.joining(", "))));
    }
}
