package io.callingcard.wa;

import java.util.regex.Pattern;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.call.Paging;

/** One WhatsApp gateway, one of its devices, and how to speak to it. */
@UriParams
public class WaConfiguration extends ProviderConfiguration {

    /** What the gateway signs with when nobody tells it otherwise. */
    private static final String KNOWN_TO_ALL = "secret";

    static final String BASE_URL = "http://localhost:3000";

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}(?:[:@].*)?");

    /** Shared by all copies: whichever endpoint sends for a device, it is the same number at WhatsApp. */
    private final DeviceLanes lanes = new DeviceLanes();

    @UriParam(label = "security", secret = true)
    private String username;

    @UriParam(label = "security", secret = true)
    private String password;

    @UriParam(label = "common")
    private String deviceId;

    @UriParam(label = "producer", defaultValue = "1")
    private int maxInFlight = 1;

    @UriParam(label = "producer", defaultValue = "0", javaType = "java.time.Duration")
    private long minInterval = 0;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean settle = false;

    @UriParam(label = "producer,advanced", defaultValue = "20000", javaType = "java.time.Duration")
    private long settleDelay = 20_000;

    @UriParam(label = "producer,advanced", defaultValue = "10000", javaType = "java.time.Duration")
    private long settleMargin = 10_000;

    @UriParam(label = "producer,advanced")
    private IdempotentRepository claimRepository;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean forwarded = false;

    @UriParam(label = "producer", enums = "0,86400,604800,7776000")
    private Integer duration;

    @UriParam(label = "producer")
    private String replyTo;

    @UriParam(label = "producer")
    private String mentions;

    @UriParam(label = "producer", enums = "refuse,replace", defaultValue = "refuse")
    private String nameSemicolon = "refuse";

    @UriParam(label = "producer", enums = "auto,image,file,video,audio,sticker", defaultValue = "auto")
    private String mediaType = "auto";

    @UriParam(label = "producer")
    private String mediaUrl;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean viewOnce = false;

    @UriParam(label = "producer")
    private Boolean compress;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean hd = false;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean gifPlayback = false;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean voiceNote = false;

    @UriParam(label = "producer")
    private Double latitude;

    @UriParam(label = "producer")
    private Double longitude;

    @UriParam(label = "producer")
    private String reaction;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean removeReaction = false;

    @UriParam(label = "producer", enums = "typing,stopped", defaultValue = "typing")
    private String typingState = "typing";

    @UriParam(label = "producer", enums = "available,unavailable", defaultValue = "available")
    private String presence = "available";

    @UriParam(label = "producer", defaultValue = "false")
    private boolean forceReupload = false;

    @UriParam(label = "producer")
    private String displayName;

    @UriParam(label = "producer")
    private String description;

    @UriParam(label = "producer")
    private Boolean locked;

    @UriParam(label = "producer")
    private Boolean announce;

    @UriParam(label = "producer")
    private Boolean pinned;

    @UriParam(label = "producer")
    private Boolean archived;

    @UriParam(label = "producer")
    private String inviteLink;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean resetLink = false;

    @UriParam(label = "producer")
    private String search;

    @UriParam(label = "producer")
    private Boolean hasMedia;

    @UriParam(label = "producer")
    private String since;

    @UriParam(label = "producer")
    private String until;

    @UriParam(label = "producer")
    private Boolean fromMe;

    @UriParam(label = "producer", defaultValue = "PAGE")
    private Paging paging = Paging.PAGE;

    @UriParam(label = "producer")
    private Integer pageSize;

    @UriParam(label = "producer", defaultValue = "0")
    private long maxItems = 0;

    @UriParam(label = "producer,advanced")
    private Integer offset;

    @UriParam(label = "producer")
    private String before;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean preview = false;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean community = false;

    @UriParam(label = "producer")
    private String callId;

    @UriParam(label = "producer")
    private String from;

    @UriParam(label = "producer")
    private String webhookUrl;

    @UriParam(label = "producer")
    private String webhookEvents;

    @UriParam(label = "producer,security")
    private Boolean webhookInsecure;

    public WaConfiguration() {
        setBaseUrl(BASE_URL);
    }

    @Override
    public WaConfiguration copy() {
        return (WaConfiguration) super.copy();
    }

    /** What all endpoints that send for this device share. */
    public DeviceLane lane() {
        return lanes.of(getBaseUrl(), deviceId);
    }

    /** How many messages wait for their turn in this process, at all devices. */
    public int countWaiting() {
        return lanes.waiting();
    }

    /** Persons by number, and anybody by JID. */
    @Override
    public String recipient(String typed, String field) {
        return Jid.of(typed, field, this).value();
    }

    @Override
    public void validate() {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "username: and password belong together; set both options, or none for an open gateway");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight: must be at least 1");
        }
        validateBaseUrl();
    }

    @Override
    public void validateInbound() {
        requireVerifyToken("the gateway's WHATSAPP_WEBHOOK_SECRET, or the webhook_secret of the device");
        if (isVerifySignature() && tokens().contains(KNOWN_TO_ALL)) {
            throw new IllegalArgumentException("webhookVerifyToken: is the gateway's default, which everybody knows, so"
                    + " anybody could forge an event; set WHATSAPP_WEBHOOK_SECRET at the gateway, and the same here");
        }
    }

    @Override
    public String account() {
        return deviceId == null ? "the only device" : "device " + shownDevice();
    }

    /** The device as it may be printed: some are named after their number. */
    String shownDevice() {
        return NUMBER.matcher(deviceId).matches() ? PhoneMask.mask(deviceId) : deviceId;
    }

    public String getUsername() {
        return username;
    }

    /**
     * The user name at the gateway, when it asks for one (`APP_BASIC_AUTH`).
     */
    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    /**
     * The password that goes with the user name.
     */
    public void setPassword(String password) {
        this.password = password;
    }

    public String getDeviceId() {
        return deviceId;
    }

    /**
     * The device to act for: the id of its slot, or its JID. Sent with every call when set; a gateway with several
     * devices refuses calls without it. For add-device the id of the new slot.
     */
    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    /**
     * How many messages of one device may be under way at once; further ones wait their turn. One keeps the order,
     * and the number's standing with WhatsApp.
     */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getMinInterval() {
        return minInterval;
    }

    /**
     * The least pause between two messages of one device. 10 to 15 seconds are advised for many messages in a row.
     * Known to this process only.
     */
    public void setMinInterval(long minInterval) {
        this.minInterval = minInterval;
    }

    public boolean isSettle() {
        return settle;
    }

    /**
     * Whether to look into the gateway's history when nobody knows whether a text or a contact card was sent. What
     * is found there was sent; what is not stays in doubt.
     */
    public void setSettle(boolean settle) {
        this.settle = settle;
    }

    public long getSettleDelay() {
        return settleDelay;
    }

    /**
     * How long to wait before looking into the history, which the gateway writes a while after sending.
     */
    public void setSettleDelay(long settleDelay) {
        this.settleDelay = settleDelay;
    }

    public long getSettleMargin() {
        return settleMargin;
    }

    /**
     * By how much the clocks of the gateway and of this machine may differ when the history is searched.
     */
    public void setSettleMargin(long settleMargin) {
        this.settleMargin = settleMargin;
    }

    public IdempotentRepository getClaimRepository() {
        return claimRepository;
    }

    /**
     * For send-contact: where it is kept which cards a chat has been sent already. Each card is claimed on its
     * own, by the idempotency key and its place when the exchange brings one, else by what it says. A card that is
     * claimed is not sent again.
     */
    public void setClaimRepository(IdempotentRepository claimRepository) {
        this.claimRepository = claimRepository;
    }

    public boolean isForwarded() {
        return forwarded;
    }

    /**
     * Whether the message is marked as forwarded. The header CamelWaForwarded comes first.
     */
    public void setForwarded(boolean forwarded) {
        this.forwarded = forwarded;
    }

    public Integer getDuration() {
        return duration;
    }

    /**
     * After how many seconds the message disappears; 0 means never. For set-timer the timer of the chat. The
     * header CamelWaDuration comes first. Texts go by the chat's own timer without it; cards and media do not.
     */
    public void setDuration(Integer duration) {
        this.duration = duration;
    }

    public String getReplyTo() {
        return replyTo;
    }

    /**
     * The message that this one answers, by its id. The header CamelCardReplyTo comes first.
     */
    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }

    public String getMentions() {
        return mentions;
    }

    /**
     * For send-text: the numbers that are mentioned, separated by commas, or @everyone for all of a group. The
     * header CamelWaMentions comes first.
     */
    public void setMentions(String mentions) {
        this.mentions = mentions;
    }

    public String getNameSemicolon() {
        return nameSemicolon;
    }

    /**
     * For send-contact: what becomes of a semicolon in the name, which the gateway writes into the card as it is,
     * where it separates the parts of a name: refuse, or replace it by a comma.
     */
    public void setNameSemicolon(String nameSemicolon) {
        this.nameSemicolon = nameSemicolon;
    }

    public String getMediaType() {
        return mediaType;
    }

    /**
     * For send-media: what the file is shown as. By default what its content type says.
     */
    public void setMediaType(String mediaType) {
        this.mediaType = mediaType;
    }

    public String getMediaUrl() {
        return mediaUrl;
    }

    /**
     * For send-media: the address of the file, which the gateway fetches, instead of a body. The header
     * CamelCardMediaUrl comes first.
     */
    public void setMediaUrl(String mediaUrl) {
        this.mediaUrl = mediaUrl;
    }

    public boolean isViewOnce() {
        return viewOnce;
    }

    /**
     * For images and videos: whether they can be looked at once only.
     */
    public void setViewOnce(boolean viewOnce) {
        this.viewOnce = viewOnce;
    }

    public Boolean getCompress() {
        return compress;
    }

    /**
     * For images and videos: whether the gateway makes them smaller. Without it the gateway decides.
     */
    public void setCompress(Boolean compress) {
        this.compress = compress;
    }

    public boolean isHd() {
        return hd;
    }

    /**
     * For images and videos: whether they are sent in high quality.
     */
    public void setHd(boolean hd) {
        this.hd = hd;
    }

    public boolean isGifPlayback() {
        return gifPlayback;
    }

    /**
     * For videos: whether they play in a loop like a GIF.
     */
    public void setGifPlayback(boolean gifPlayback) {
        this.gifPlayback = gifPlayback;
    }

    public boolean isVoiceNote() {
        return voiceNote;
    }

    /**
     * For audio: whether it is shown as a voice note.
     */
    public void setVoiceNote(boolean voiceNote) {
        this.voiceNote = voiceNote;
    }

    public Double getLatitude() {
        return latitude;
    }

    /**
     * For send-location: degrees north. The header CamelCardLatitude comes first.
     */
    public void setLatitude(Double latitude) {
        this.latitude = latitude;
    }

    public Double getLongitude() {
        return longitude;
    }

    /**
     * For send-location: degrees east. The header CamelCardLongitude comes first.
     */
    public void setLongitude(Double longitude) {
        this.longitude = longitude;
    }

    public String getReaction() {
        return reaction;
    }

    /**
     * For react: the emoji. The header CamelCardReaction comes first.
     */
    public void setReaction(String reaction) {
        this.reaction = reaction;
    }

    public boolean isRemoveReaction() {
        return removeReaction;
    }

    /**
     * For react: whether to take the reaction away instead of giving it.
     */
    public void setRemoveReaction(boolean removeReaction) {
        this.removeReaction = removeReaction;
    }

    public String getTypingState() {
        return typingState;
    }

    /**
     * For typing: whether the indicator is shown or taken away. The header CamelCardTypingState comes first.
     */
    public void setTypingState(String typingState) {
        this.typingState = typingState;
    }

    public String getPresence() {
        return presence;
    }

    /**
     * For presence: how the account shows itself.
     */
    public void setPresence(String presence) {
        this.presence = presence;
    }

    public boolean isForceReupload() {
        return forceReupload;
    }

    /**
     * For forward: whether media is uploaded to WhatsApp anew.
     */
    public void setForceReupload(boolean forceReupload) {
        this.forceReupload = forceReupload;
    }

    public String getDisplayName() {
        return displayName;
    }

    /**
     * For create-chat and update-chat: the group's name; for set-name the account's. The header
     * CamelCardDisplayName comes first.
     */
    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getDescription() {
        return description;
    }

    /**
     * For update-chat: the group's description.
     */
    public void setDescription(String description) {
        this.description = description;
    }

    public Boolean getLocked() {
        return locked;
    }

    /**
     * For update-chat: whether only admins may change the group's data.
     */
    public void setLocked(Boolean locked) {
        this.locked = locked;
    }

    public Boolean getAnnounce() {
        return announce;
    }

    /**
     * For update-chat: whether only admins may write.
     */
    public void setAnnounce(Boolean announce) {
        this.announce = announce;
    }

    public Boolean getPinned() {
        return pinned;
    }

    /**
     * For pin-chat: whether the chat is pinned. By default it is.
     */
    public void setPinned(Boolean pinned) {
        this.pinned = pinned;
    }

    public Boolean getArchived() {
        return archived;
    }

    /**
     * For archive-chat: whether the chat is archived; by default it is. For list-chats: only chats that are, or
     * are not.
     */
    public void setArchived(Boolean archived) {
        this.archived = archived;
    }

    public String getInviteLink() {
        return inviteLink;
    }

    /**
     * For join-chat and preview-chat: the link of the group. The header CamelWaInviteLink comes first.
     */
    public void setInviteLink(String inviteLink) {
        this.inviteLink = inviteLink;
    }

    public boolean isResetLink() {
        return resetLink;
    }

    /**
     * For invite-link: whether a new link is made, and the old one ends.
     */
    public void setResetLink(boolean resetLink) {
        this.resetLink = resetLink;
    }

    public String getSearch() {
        return search;
    }

    /**
     * For list-chats and list-messages: only what has this text. The gateway then heeds no other filter, and no
     * offset.
     */
    public void setSearch(String search) {
        this.search = search;
    }

    public Boolean getHasMedia() {
        return hasMedia;
    }

    /**
     * For list-chats and list-messages: only those with media.
     */
    public void setHasMedia(Boolean hasMedia) {
        this.hasMedia = hasMedia;
    }

    public String getSince() {
        return since;
    }

    /**
     * For list-messages and settle: from when on, such as 2026-03-01T09:00:00Z. The header CamelWaSince comes
     * first.
     */
    public void setSince(String since) {
        this.since = since;
    }

    public String getUntil() {
        return until;
    }

    /**
     * For list-messages: until when.
     */
    public void setUntil(String until) {
        this.until = until;
    }

    public Boolean getFromMe() {
        return fromMe;
    }

    /**
     * For list-messages: only own messages, or only those of others.
     */
    public void setFromMe(Boolean fromMe) {
        this.fromMe = fromMe;
    }

    public Paging getPaging() {
        return paging;
    }

    /**
     * For list-chats and list-messages: one page as a list, or all as an iterator that asks for the next page when
     * it is needed.
     */
    public void setPaging(Paging paging) {
        this.paging = paging;
    }

    public Integer getPageSize() {
        return pageSize;
    }

    /**
     * For lists: the size of a page, up to 100.
     */
    public void setPageSize(Integer pageSize) {
        this.pageSize = pageSize;
    }

    public long getMaxItems() {
        return maxItems;
    }

    /**
     * For lists with paging=ALL: how many items at most. 0 means all.
     */
    public void setMaxItems(long maxItems) {
        this.maxItems = maxItems;
    }

    public Integer getOffset() {
        return offset;
    }

    /**
     * For lists: how many items to skip. The header CamelWaOffset comes first.
     */
    public void setOffset(Integer offset) {
        this.offset = offset;
    }

    public String getBefore() {
        return before;
    }

    /**
     * For list-channel-messages: only those before this one, by its server id.
     */
    public void setBefore(String before) {
        this.before = before;
    }

    public boolean isPreview() {
        return preview;
    }

    /**
     * For get-avatar: whether a small picture will do.
     */
    public void setPreview(boolean preview) {
        this.preview = preview;
    }

    public boolean isCommunity() {
        return community;
    }

    /**
     * For get-avatar: whether the picture is that of a community.
     */
    public void setCommunity(boolean community) {
        this.community = community;
    }

    public String getCallId() {
        return callId;
    }

    /**
     * For reject-call: the call. The header CamelWaCallId comes first.
     */
    public void setCallId(String callId) {
        this.callId = callId;
    }

    public String getFrom() {
        return from;
    }

    /**
     * For login-code: the number of the WhatsApp account to link. The header CamelCardFrom comes first.
     */
    public void setFrom(String from) {
        this.from = from;
    }

    @Override
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * For add-device and update-webhook: the address that receives this device's events, instead of the gateway's
     * own addresses. Empty takes it away.
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public String getWebhookEvents() {
        return webhookEvents;
    }

    /**
     * For add-device and update-webhook: the events that are wanted, separated by commas. Without it those that
     * the gateway is set to.
     */
    public void setWebhookEvents(String webhookEvents) {
        this.webhookEvents = webhookEvents;
    }

    public Boolean getWebhookInsecure() {
        return webhookInsecure;
    }

    /**
     * For add-device and update-webhook: whether the gateway skips the check of the receiver's certificate.
     */
    public void setWebhookInsecure(Boolean webhookInsecure) {
        this.webhookInsecure = webhookInsecure;
    }
}
