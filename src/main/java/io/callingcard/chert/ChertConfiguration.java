package io.callingcard.chert;

import java.util.function.Supplier;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.inbound.EventCursors;

/** One Chert account and how to speak to it. */
@UriParams
public class ChertConfiguration extends ProviderConfiguration {

    static final String BASE_URL = "https://console.trychert.com";

    @UriParam(label = "security")
    private String tenant;

    @UriParam(label = "security", secret = true)
    private String secret;

    @UriParam(label = "security,advanced")
    private Supplier<String> secretSupplier;

    @UriParam(label = "security", defaultValue = "HMAC")
    private ChertAuth auth = ChertAuth.HMAC;

    @UriParam(label = "security,advanced", defaultValue = "true")
    private boolean resignOnClockSkew = true;

    @UriParam(label = "consumer", defaultValue = "WEBHOOK")
    private ChertEventMode mode = ChertEventMode.WEBHOOK;

    @UriParam(label = "consumer", defaultValue = "5000", javaType = "java.time.Duration")
    private long pollDelay = 5_000;

    @UriParam(label = "consumer", enums = "pending,delivered,failed,dev_inbox")
    private String eventStatus;

    @UriParam(label = "consumer")
    private EventCursors cursors;

    @UriParam(label = "producer")
    private String from;

    @UriParam(label = "producer")
    private String phoneLineId;

    @UriParam(label = "producer")
    private String leadName;

    @UriParam(label = "producer")
    private String externalId;

    @UriParam(label = "producer")
    private String effect;

    @UriParam(label = "producer,advanced")
    private Boolean testLead;

    @UriParam(label = "producer", defaultValue = "AUTO")
    private ChertCardFormat cardFormat = ChertCardFormat.AUTO;

    @UriParam(label = "producer", defaultValue = "0")
    private int maxVcardBytes;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean strictVcard;

    @UriParam(label = "producer,advanced", defaultValue = "/chats/send-contact")
    private String sendContactPath = "/chats/send-contact";

    @UriParam(label = "producer,advanced", defaultValue = "false")
    private boolean unavailableIsNotSent;

    @UriParam(label = "producer", enums = "love,like,dislike,laugh,emphasize,question")
    private String reaction;

    @UriParam(label = "producer")
    private Integer partIndex;

    @UriParam(label = "producer", enums = "typing,stopped", defaultValue = "typing")
    private String typingState = "typing";

    @UriParam(label = "producer")
    private String subject;

    @UriParam(label = "producer")
    private String displayName;

    @UriParam(label = "producer")
    private String groupChatIcon;

    @UriParam(label = "producer")
    private Boolean parallelAttachments;

    @UriParam(label = "producer")
    private Double latitude;

    @UriParam(label = "producer")
    private Double longitude;

    @UriParam(label = "producer")
    private String locationLabel;

    @UriParam(label = "producer")
    private String locationAddress;

    @UriParam(label = "producer")
    private String fallbackMode;

    @UriParam(label = "producer")
    private String expiresAt;

    @UriParam(label = "producer,advanced")
    private String deliveryChatId;

    @UriParam(label = "producer")
    private String webhookId;

    @UriParam(label = "producer")
    private String webhookUrl;

    @UriParam(label = "producer")
    private String webhookEvents;

    @UriParam(label = "producer")
    private String webhookVersion;

    @UriParam(label = "producer")
    private Boolean webhookActive;

    public ChertConfiguration() {
        setBaseUrl(BASE_URL);
    }

    @Override
    public ChertConfiguration copy() {
        return (ChertConfiguration) super.copy();
    }

    /** The secret in force now. */
    String currentSecret() {
        return secretSupplier == null ? secret : secretSupplier.get();
    }

    @Override
    public void validate() {
        if (secretSupplier == null && (secret == null || secret.isBlank())) {
            throw new IllegalArgumentException("secret: is missing; it stands in the Chert console on the page"
                    + " of API keys, and is set as an option of the component or the endpoint");
        }
        if (auth == ChertAuth.HMAC && (tenant == null || tenant.isBlank())) {
            throw new IllegalArgumentException(
                    "tenant: is missing; HMAC needs the tenant's slug from the Chert console's" + " page of API keys");
        }
        validateBaseUrl();
    }

    @Override
    public void validateInbound() {
        if (mode != ChertEventMode.WEBHOOK) {
            // Nobody calls us then: we call, and prove who we are.
            validate();
            requireInbox();
            return;
        }
        requireVerifyToken("the secret of the webhook subscription, which create-webhook and ensure-"
                + "webhook tell once, when they make it; it is not the secret that calls are "
                + "signed with");
    }

    @Override
    public String account() {
        return "tenant " + tenant;
    }

    public String getTenant() {
        return tenant;
    }

    /**
     * The tenant's slug, from the console's page of API keys, such as acme-7a3f. Needed for HMAC, and for a bearer
     * token of an account with several tenants.
     */
    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public String getSecret() {
        return secret;
    }

    /**
     * The tenant's signing secret, from the console's page of API keys. It is shown there once.
     */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    public Supplier<String> getSecretSupplier() {
        return secretSupplier;
    }

    /**
     * Gives the signing secret anew for each call, for secrets that are rotated while routes run. Comes before
     * secret.
     */
    public void setSecretSupplier(Supplier<String> secretSupplier) {
        this.secretSupplier = secretSupplier;
    }

    public ChertAuth getAuth() {
        return auth;
    }

    /**
     * How calls are authenticated: HMAC signs each request and never sends the secret; BEARER sends it.
     */
    public void setAuth(ChertAuth auth) {
        this.auth = auth;
    }

    public boolean isResignOnClockSkew() {
        return resignOnClockSkew;
    }

    /**
     * Whether a call refused for clock skew is signed once more, by the provider's clock.
     */
    public void setResignOnClockSkew(boolean resignOnClockSkew) {
        this.resignOnClockSkew = resignOnClockSkew;
    }

    public String getFrom() {
        return from;
    }

    /**
     * For create-chat and send-media: the line to send from, one of your own numbers.
     */
    public void setFrom(String from) {
        this.from = from;
    }

    public String getPhoneLineId() {
        return phoneLineId;
    }

    /**
     * The line to send from, by its id. Pins the recipient to that line anew.
     */
    public void setPhoneLineId(String phoneLineId) {
        this.phoneLineId = phoneLineId;
    }

    public String getLeadName() {
        return leadName;
    }

    /**
     * For send-text to a number: the display name of the lead.
     */
    public void setLeadName(String leadName) {
        this.leadName = leadName;
    }

    public String getExternalId() {
        return externalId;
    }

    /**
     * For send-text to a number: your own id of the lead.
     */
    public void setExternalId(String externalId) {
        this.externalId = externalId;
    }

    public String getEffect() {
        return effect;
    }

    /**
     * For send-text to a number: the name of an Apple send effect.
     */
    public void setEffect(String effect) {
        this.effect = effect;
    }

    public Boolean getTestLead() {
        return testLead;
    }

    /**
     * For send-text: marks the lead as a test. Not documented by the provider.
     */
    public void setTestLead(Boolean testLead) {
        this.testLead = testLead;
    }

    public ChertCardFormat getCardFormat() {
        return cardFormat;
    }

    /**
     * How send-contact sends a card: CONTACT in the documented fields, VCARD as a vCard that keeps everything, AUTO
     * in the documented fields when nothing is lost and else as a vCard.
     */
    public void setCardFormat(ChertCardFormat cardFormat) {
        this.cardFormat = cardFormat;
    }

    public int getMaxVcardBytes() {
        return maxVcardBytes;
    }

    /**
     * The largest vCard that is sent, in bytes. 0 means no limit.
     */
    public void setMaxVcardBytes(int maxVcardBytes) {
        this.maxVcardBytes = maxVcardBytes;
    }

    public boolean isStrictVcard() {
        return strictVcard;
    }

    /**
     * Whether vCard text is read and checked before sending, not only its first line.
     */
    public void setStrictVcard(boolean strictVcard) {
        this.strictVcard = strictVcard;
    }

    public String getSendContactPath() {
        return sendContactPath;
    }

    /**
     * The path of send-contact to a number. The provider does not spell it out.
     */
    public void setSendContactPath(String sendContactPath) {
        this.sendContactPath = sendContactPath;
    }

    public boolean isUnavailableIsNotSent() {
        return unavailableIsNotSent;
    }

    /**
     * Whether the answers 3002 and 4002 (no delivery, lines saturated) are taken as proof that nothing was sent, so
     * that the call may be repeated.
     */
    public void setUnavailableIsNotSent(boolean unavailableIsNotSent) {
        this.unavailableIsNotSent = unavailableIsNotSent;
    }

    public String getReaction() {
        return reaction;
    }

    /**
     * For react: the reaction. The header CamelCardReaction comes first.
     */
    public void setReaction(String reaction) {
        this.reaction = reaction;
    }

    public Integer getPartIndex() {
        return partIndex;
    }

    /**
     * For edit: which part of the message, counted from 0.
     */
    public void setPartIndex(Integer partIndex) {
        this.partIndex = partIndex;
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

    public String getSubject() {
        return subject;
    }

    /**
     * For create-chat: the group's name.
     */
    public void setSubject(String subject) {
        this.subject = subject;
    }

    public String getDisplayName() {
        return displayName;
    }

    /**
     * For update-chat: the group's new name.
     */
    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getGroupChatIcon() {
        return groupChatIcon;
    }

    /**
     * For update-chat: the https address of the group's new icon.
     */
    public void setGroupChatIcon(String groupChatIcon) {
        this.groupChatIcon = groupChatIcon;
    }

    public Boolean getParallelAttachments() {
        return parallelAttachments;
    }

    /**
     * For send-text and send-media in a chat: asks for several images as one delivery.
     */
    public void setParallelAttachments(Boolean parallelAttachments) {
        this.parallelAttachments = parallelAttachments;
    }

    public Double getLatitude() {
        return latitude;
    }

    /**
     * For send-location. The header CamelCardLatitude comes first.
     */
    public void setLatitude(Double latitude) {
        this.latitude = latitude;
    }

    public Double getLongitude() {
        return longitude;
    }

    /**
     * For send-location. The header CamelCardLongitude comes first.
     */
    public void setLongitude(Double longitude) {
        this.longitude = longitude;
    }

    public String getLocationLabel() {
        return locationLabel;
    }

    /**
     * For send-location: the name of the place.
     */
    public void setLocationLabel(String locationLabel) {
        this.locationLabel = locationLabel;
    }

    public String getLocationAddress() {
        return locationAddress;
    }

    /**
     * For send-location: the address of the place.
     */
    public void setLocationAddress(String locationAddress) {
        this.locationAddress = locationAddress;
    }

    public String getFallbackMode() {
        return fallbackMode;
    }

    /**
     * For send-location: what to do where the line cannot send a pin, such as auto.
     */
    public void setFallbackMode(String fallbackMode) {
        this.fallbackMode = fallbackMode;
    }

    public String getExpiresAt() {
        return expiresAt;
    }

    /**
     * For send-location: until when the pin is shown, in ISO 8601.
     */
    public void setExpiresAt(String expiresAt) {
        this.expiresAt = expiresAt;
    }

    public String getDeliveryChatId() {
        return deliveryChatId;
    }

    /**
     * For send-location: the delivery chat, such as iMessage;+;chat42. This is not the chat id of the other
     * operations.
     */
    public void setDeliveryChatId(String deliveryChatId) {
        this.deliveryChatId = deliveryChatId;
    }

    public String getWebhookId() {
        return webhookId;
    }

    /**
     * For the webhook operations: the subscription. The header CamelCardWebhookId comes first.
     */
    public void setWebhookId(String webhookId) {
        this.webhookId = webhookId;
    }

    @Override
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * For create-webhook, ensure-webhook and update-webhook: the public https address that receives the events.
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public String getWebhookEvents() {
        return webhookEvents;
    }

    /**
     * For create-webhook, ensure-webhook and update-webhook: the event types, separated by commas. Without them all.
     */
    public void setWebhookEvents(String webhookEvents) {
        this.webhookEvents = webhookEvents;
    }

    public String getWebhookVersion() {
        return webhookVersion;
    }

    /**
     * For create-webhook, ensure-webhook and update-webhook: the label of the payload version.
     */
    public void setWebhookVersion(String webhookVersion) {
        this.webhookVersion = webhookVersion;
    }

    public Boolean getWebhookActive() {
        return webhookActive;
    }

    /**
     * For update-webhook: whether events are delivered.
     */
    public void setWebhookActive(Boolean webhookActive) {
        this.webhookActive = webhookActive;
    }

    public ChertEventMode getMode() {
        return mode;
    }

    /**
     * How events come here: WEBHOOK, POLL or STREAM. The latter two need no port and no secret of a subscription, but
     * the account's own.
     */
    public void setMode(ChertEventMode mode) {
        this.mode = mode;
    }

    public long getPollDelay() {
        return pollDelay;
    }

    /**
     * For mode POLL: how long to wait between two rounds.
     */
    public void setPollDelay(long pollDelay) {
        this.pollDelay = pollDelay;
    }

    public String getEventStatus() {
        return eventStatus;
    }

    /**
     * For mode POLL: only events whose delivery stands so; failed makes it a safety net beside a webhook. By default
     * all.
     */
    public void setEventStatus(String eventStatus) {
        this.eventStatus = eventStatus;
    }

    public EventCursors getCursors() {
        return cursors;
    }

    /**
     * For modes POLL and STREAM: where it is kept how far events were read, such as cursors=#ledger. Without, reading
     * begins anew with each start.
     */
    public void setCursors(EventCursors cursors) {
        this.cursors = cursors;
    }
}
