// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.PagedConfiguration;

/** One WhatsApp gateway, one of its devices, and how to speak to it. */
@UriParams
public class WaConfiguration extends PagedConfiguration {

    /** The gateway's default secret, which is public. */
    private static final String GATEWAY_DEFAULT_SECRET = "secret";

    static final String SCHEME = "wa";
    static final String BASE_URL = "http://localhost:3000";

    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}(?:[:@].*)?");

    /** Shared by all copies: whichever endpoint sends for a device, it is the same number at WhatsApp. */
    private final Map<Device, DeviceLane> lanes = new ConcurrentHashMap<>();

    private record Device(String baseUrl, String deviceId) {}

    @UriParam(
            label = "security",
            secret = true,
            description = "The user name for the gateway, if it asks for one (APP_BASIC_AUTH).")
    private String username;

    @UriParam(label = "security", secret = true, description = "The password for the gateway.")
    private String password;

    @UriParam(
            label = "common",
            description =
                    "The device to use: the id of its slot, or its JID. A gateway with several devices requires it. "
                            + "For add-device: the id of the new slot.")
    private String deviceId;

    @UriParam(
            label = "producer",
            defaultValue = "1",
            description = "How many messages of the device are sent at the same time in this process.")
    private int maxInFlight = 1;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "The pause between two messages of the device in this process. 0 means no pause.")
    private long minInterval = 0;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether the gateway's history is searched for a message whose answer was lost, before it counts "
                            + "as in doubt.")
    private boolean checkHistory = false;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "20000",
            javaType = "java.time.Duration",
            description = "For checkHistory: how long to wait before the history is searched.")
    private long historyDelay = 20_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "For checkHistory and find-sent: how far the gateway's clock may be behind the clock "
                    + "of this machine.")
    private long historyMargin = 10_000;

    @UriParam(
            label = "producer,advanced",
            description =
                    "For send-contact: a repository that claims each card, so that no card is sent twice to the same "
                            + "chat.")
    private IdempotentRepository claimRepository;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether messages are marked as forwarded. The header CamelWaForwarded takes precedence.")
    private boolean forwarded = false;

    @UriParam(
            label = "producer",
            enums = "0,86400,604800,7776000",
            description = "After how many seconds messages disappear: 0, 86400, 604800 or 7776000. The header "
                    + "CamelWaDuration takes precedence. Default: the setting of the chat.")
    private Integer duration;

    @UriParam(
            label = "producer",
            enums = "refuse,replace",
            defaultValue = "refuse",
            description =
                    "For send-contact: whether a name with a semicolon is refused, or the semicolon is replaced by a "
                            + "comma. The gateway would split the name.")
    private String nameSemicolon = "refuse";

    @UriParam(
            label = "producer",
            enums = "auto,image,file,video,audio,sticker",
            defaultValue = "auto",
            description = "For send-media: how the file is shown. auto decides by the content type.")
    private String mediaType = "auto";

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For images and videos: whether they can be viewed only once.")
    private boolean viewOnce = false;

    @UriParam(
            label = "producer",
            description = "For images and videos: whether the gateway compresses them. Default: the gateway's setting.")
    private Boolean compress;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For images and videos: whether they are sent in high quality.")
    private boolean hd = false;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For videos: whether they play in a loop like a GIF.")
    private boolean gifPlayback = false;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For audio: whether it is shown as a voice note.")
    private boolean voiceNote = false;

    @UriParam(
            label = "producer",
            enums = "available,unavailable",
            defaultValue = "available",
            description = "For presence: whether the account is shown as available.")
    private String presence = "available";

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For forward: whether the media is uploaded again.")
    private boolean forceReupload = false;

    @UriParam(
            label = "producer",
            description = "For update-chat: whether only admins can change the group. Default: not changed.")
    private Boolean locked;

    @UriParam(
            label = "producer",
            description = "For update-chat: whether only admins can write to the group. Default: not changed.")
    private Boolean announce;

    @UriParam(
            label = "producer",
            description = "For pin-chat: whether the chat is pinned or unpinned. Default: pinned.")
    private Boolean pinned;

    @UriParam(
            label = "producer",
            description = "For archive-chat: true archives the chat, false restores it. Default: true. For "
                    + "list-chats: whether to list archived chats or the others. Default: all chats.")
    private Boolean archived;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For invite-link: whether a new link is made. The old link then stops working.")
    private boolean resetLink = false;

    @UriParam(
            label = "producer",
            description = "For list-chats and list-messages: true lists only chats or messages with media. "
                    + "Default: all.")
    private Boolean hasMedia;

    @UriParam(
            label = "producer",
            description = "For list-messages: only messages that the account sent (true), or only messages that it "
                    + "received (false). Default: both.")
    private Boolean fromMe;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For get-avatar: whether the small picture is returned.")
    private boolean preview = false;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For get-avatar: whether the picture of the community is returned.")
    private boolean community = false;

    @UriParam(
            label = "producer,security",
            description = "For the webhook operations: whether the gateway skips the check of your TLS "
                    + "certificate. Default: the gateway's setting.")
    private Boolean webhookInsecure;

    public WaConfiguration() {
        setBaseUrl(BASE_URL);
    }

    @Override
    public WaConfiguration copy() {
        return (WaConfiguration) super.copy();
    }

    /** The queue that all endpoints of this device share. */
    DeviceLane lane() {
        return lanes.computeIfAbsent(new Device(getBaseUrl(), deviceId), device -> new DeviceLane());
    }

    /** The number of messages that wait in this process, for all devices. */
    public int countWaiting() {
        return lanes.values().stream().mapToInt(DeviceLane::waiting).sum();
    }

    /** A recipient is a number, or the JID of a person, a group or a channel. */
    @Override
    public String recipient(String typed, String field) {
        return Jid.of(typed, field, this).value();
    }

    @Override
    public void validate() {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "username: needs password, and password needs username; set both, or none for an open gateway");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight: must be at least 1");
        }
        validateBaseUrl();
        validateLimits();
    }

    @Override
    public void validateInbound() {
        requireVerifyToken("the gateway's WHATSAPP_WEBHOOK_SECRET, or the webhook_secret of the device");
        if (isVerifySignature() && tokens().contains(GATEWAY_DEFAULT_SECRET)) {
            throw new IllegalArgumentException("webhookVerifyToken: is the gateway's public default, so anyone could"
                    + " forge events. Set WHATSAPP_WEBHOOK_SECRET at the gateway, and the same value here");
        }
    }

    @Override
    public String account() {
        return deviceId == null ? "the only device" : "device " + shownDevice();
    }

    /** The device as it may be printed; a device that is named after its number is masked. */
    String shownDevice() {
        return NUMBER.matcher(deviceId).matches() ? PhoneMask.mask(deviceId) : deviceId;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getDeviceId() {
        return deviceId;
    }

    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getMinInterval() {
        return minInterval;
    }

    public void setMinInterval(long minInterval) {
        this.minInterval = minInterval;
    }

    public boolean isCheckHistory() {
        return checkHistory;
    }

    public void setCheckHistory(boolean checkHistory) {
        this.checkHistory = checkHistory;
    }

    public long getHistoryDelay() {
        return historyDelay;
    }

    public void setHistoryDelay(long historyDelay) {
        this.historyDelay = historyDelay;
    }

    public long getHistoryMargin() {
        return historyMargin;
    }

    public void setHistoryMargin(long historyMargin) {
        this.historyMargin = historyMargin;
    }

    public IdempotentRepository getClaimRepository() {
        return claimRepository;
    }

    public void setClaimRepository(IdempotentRepository claimRepository) {
        this.claimRepository = claimRepository;
    }

    public boolean isForwarded() {
        return forwarded;
    }

    public void setForwarded(boolean forwarded) {
        this.forwarded = forwarded;
    }

    public Integer getDuration() {
        return duration;
    }

    public void setDuration(Integer duration) {
        this.duration = duration;
    }

    public String getNameSemicolon() {
        return nameSemicolon;
    }

    public void setNameSemicolon(String nameSemicolon) {
        this.nameSemicolon = nameSemicolon;
    }

    public String getMediaType() {
        return mediaType;
    }

    public void setMediaType(String mediaType) {
        this.mediaType = mediaType;
    }

    public boolean isViewOnce() {
        return viewOnce;
    }

    public void setViewOnce(boolean viewOnce) {
        this.viewOnce = viewOnce;
    }

    public Boolean getCompress() {
        return compress;
    }

    public void setCompress(Boolean compress) {
        this.compress = compress;
    }

    public boolean isHd() {
        return hd;
    }

    public void setHd(boolean hd) {
        this.hd = hd;
    }

    public boolean isGifPlayback() {
        return gifPlayback;
    }

    public void setGifPlayback(boolean gifPlayback) {
        this.gifPlayback = gifPlayback;
    }

    public boolean isVoiceNote() {
        return voiceNote;
    }

    public void setVoiceNote(boolean voiceNote) {
        this.voiceNote = voiceNote;
    }

    public String getPresence() {
        return presence;
    }

    public void setPresence(String presence) {
        this.presence = presence;
    }

    public boolean isForceReupload() {
        return forceReupload;
    }

    public void setForceReupload(boolean forceReupload) {
        this.forceReupload = forceReupload;
    }

    public Boolean getLocked() {
        return locked;
    }

    public void setLocked(Boolean locked) {
        this.locked = locked;
    }

    public Boolean getAnnounce() {
        return announce;
    }

    public void setAnnounce(Boolean announce) {
        this.announce = announce;
    }

    public Boolean getPinned() {
        return pinned;
    }

    public void setPinned(Boolean pinned) {
        this.pinned = pinned;
    }

    public Boolean getArchived() {
        return archived;
    }

    public void setArchived(Boolean archived) {
        this.archived = archived;
    }

    public boolean isResetLink() {
        return resetLink;
    }

    public void setResetLink(boolean resetLink) {
        this.resetLink = resetLink;
    }

    public Boolean getHasMedia() {
        return hasMedia;
    }

    public void setHasMedia(Boolean hasMedia) {
        this.hasMedia = hasMedia;
    }

    public Boolean getFromMe() {
        return fromMe;
    }

    public void setFromMe(Boolean fromMe) {
        this.fromMe = fromMe;
    }

    public boolean isPreview() {
        return preview;
    }

    public void setPreview(boolean preview) {
        this.preview = preview;
    }

    public boolean isCommunity() {
        return community;
    }

    public void setCommunity(boolean community) {
        this.community = community;
    }

    public Boolean getWebhookInsecure() {
        return webhookInsecure;
    }

    public void setWebhookInsecure(Boolean webhookInsecure) {
        this.webhookInsecure = webhookInsecure;
    }
}
