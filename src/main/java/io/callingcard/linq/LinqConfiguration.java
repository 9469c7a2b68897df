// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.PagedConfiguration;
import io.callingcard.provider.claim.Fingerprint;

/** One Linq account and how to speak to it. */
@UriParams
public class LinqConfiguration extends PagedConfiguration {

    static final String SCHEME = "linq";
    static final String BASE_URL = "https://api.linqapp.com/api/partner/v3";

    private static final String WEBHOOK_EVENTS = "message.received,message.sent,message.delivered,message.read,"
            + "message.failed,reaction.added,contact_card.received";

    /** Shared by all copies, so that endpoints learn from each other. */
    private final LinqMemory memory = new LinqMemory();

    @UriParam(
            label = "security",
            secret = true,
            description = "The account's API key, from the Linq dashboard. It determines the account's lines.")
    private String apiKey;

    @UriParam(
            label = "security,advanced",
            description = "Supplies the API key for each call, so that it can be rotated while routes run. Takes "
                    + "precedence over apiKey.")
    private Supplier<String> apiKeySupplier;

    @UriParam(
            label = "consumer,security",
            defaultValue = "false",
            description = "Whether events that carry only the provider's old signature are accepted. The old signature "
                    + "does not cover the event's id, and the provider will stop sending it.")
    private boolean acceptLegacySignature;

    @UriParam(
            label = "consumer,security",
            defaultValue = "false",
            description = "Whether the old signature is checked with the decoded secret, as the new one is. "
                    + "Default: with the characters of the secret.")
    private boolean decodeLegacyKey;

    @UriParam(
            label = "producer,advanced",
            description =
                    "For sends whose line the provider picks: the lines that it must not pick, separated by commas.")
    private String excludeFrom;

    @UriParam(
            label = "producer,advanced",
            description =
                    "For sends whose line the provider picks: a text that is sent first if the provider had to pick "
                            + "another line than before.")
    private String continuationText;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description =
                    "How long the provider recognizes a message by its idempotency key. A step in doubt is repeated "
                            + "only within this time. The provider does not state it.")
    private long keyLifetime = 86_400_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "true",
            description =
                    "For sends whose line the provider picks: whether the idempotency key is also sent as a header.")
    private boolean idempotencyHeader = true;

    @UriParam(
            label = "producer",
            enums = "iMessage,RCS,SMS",
            description = "The service to send over. Default: iMessage, then RCS, then SMS. With iMessage there is no "
                    + "fallback. The header CamelLinqPreferredService takes precedence.")
    private String preferredService;

    @UriParam(
            label = "producer",
            enums =
                    "confetti,fireworks,lasers,sparkles,celebration,hearts,love,balloons,happy_birthday,echo,spotlight,slam,loud,gentle,invisible",
            description = "The iMessage effect of a text. The header CamelCardEffect takes precedence.")
    private String effect;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to send even if the recipient opted out; the provider records this. The header "
                    + "CamelLinqOverrideOptout takes precedence.")
    private boolean overrideOptout = false;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For send-media: whether an image is sent as a sticker, which the recipient can put "
                    + "onto a message. Over RCS and SMS, the recipient gets a picture.")
    private boolean sticker;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For send-voice: whether recipients are notified even if they muted the chat.")
    private boolean forceNotify;

    @UriParam(
            label = "producer",
            description = "Refuses to send to chats of these standings: AT_RISK, CRITICAL, OPTED_OUT, separated "
                    + "by commas. Asks the provider if the standing is not known. Default: sends to all.")
    private String refuseHealth;

    @UriParam(
            label = "producer",
            description = "Refuses to send from lines of these standings: AT_RISK, CRITICAL, separated by "
                    + "commas. Asks the provider if the standing is not known. Default: sends from all.")
    private String refuseReputation;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "How long an earlier answer about a chat, a line or its card is trusted before the provider is "
                            + "asked again.")
    private long knownFor = 300_000;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "For share-card: whether to share only in iMessage chats. In other chats the provider reports "
                            + "success, but the phone shows nothing.")
    private boolean requireIMessage = true;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "For share-card: whether to check that the line's card is active.")
    private boolean checkCard = true;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "For share-card: whether to check that a message was sent to the chat before. Otherwise the "
                    + "phone shows nothing.")
    private boolean requireOutbound = true;

    @UriParam(
            label = "producer",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description = "For share-card: how long after a share the next one is refused, because the phone "
                    + "would not show it. 0 allows every share. Kept in memory; see shareRepository.")
    private long shareInterval = 86_400_000;

    @UriParam(
            label = "producer,advanced",
            description = "For share-card: the repository that remembers which chats got a share, and for how "
                    + "long. Default: memory, for the time of shareInterval.")
    private IdempotentRepository shareRepository;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "For share-card: whether an unmet condition is an exception. By default it is a result with the "
                            + "outcome NOT_SENT.")
    private boolean failOnUnmet = false;

    @UriParam(
            label = "producer",
            description =
                    "For the line's card: the first name. A map in the body and the header CamelLinqFirstName take "
                            + "precedence, in this order.")
    private String firstName;

    @UriParam(
            label = "producer",
            description = "For the line's card: the last name. A map in the body and the header CamelLinqLastName take "
                    + "precedence, in this order.")
    private String lastName;

    @UriParam(
            label = "producer",
            description = "For the line's card: the address of the picture. A map in the body and the header "
                    + "CamelLinqImageUrl take precedence, in this order.")
    private String imageUrl;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "For ensure-card: how long to wait until the card is active. 0 means not to wait.")
    private long awaitActive = 60_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "2000",
            javaType = "java.time.Duration",
            description = "For ensure-card: the wait between two checks of whether the card is active.")
    private long activePoll = 2_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1",
            description = "For the line's card: how often a setup that was not completed (code 2022) is retried. The "
                    + "provider accepts 3 such calls in 10 minutes.")
    private int cardRetry = 1;

    @UriParam(
            label = "producer",
            enums = "iMessage,RCS",
            defaultValue = "iMessage",
            description = "For check-capability: the service to check.")
    private String service = "iMessage";

    @UriParam(
            label = "producer",
            enums = "asc,desc",
            description = "For list-thread: oldest first (asc) or newest first (desc).")
    private String order;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "2026-02-03",
            description =
                    "For create-webhook and ensure-webhook: the version of the events, which is added to the address "
                            + "unless the address has one.")
    private String webhookVersion = "2026-02-03";

    @UriParam(
            label = "producer",
            description =
                    "For the webhook operations: the lines whose events are received, separated by commas. Default: "
                            + "all lines.")
    private String webhookLines;

    public LinqConfiguration() {
        setBaseUrl(BASE_URL);
        setWebhookEvents(WEBHOOK_EVENTS);
    }

    @Override
    public LinqConfiguration copy() {
        return (LinqConfiguration) super.copy();
    }

    LinqMemory memory() {
        return memory;
    }

    /** Answers before this moment are too old. */
    Instant knownSince() {
        return getClock().instant().minusMillis(knownFor);
    }

    /** The key that is valid now. */
    String currentApiKey() {
        return apiKeySupplier == null ? apiKey : apiKeySupplier.get();
    }

    /** A recipient is a phone number, or an email address for iMessage. */
    @Override
    public String recipient(String typed, String field) {
        return typed.contains("@") ? typed.strip() : super.recipient(typed, field);
    }

    @Override
    public void validate() {
        if (apiKeySupplier == null && (apiKey == null || apiKey.isBlank())) {
            throw new IllegalArgumentException("apiKey: is missing. Create one in the Linq dashboard, and set it as an"
                    + " option of the component or the endpoint");
        }
        validateBaseUrl();
        validateLimits();
    }

    @Override
    public void validateInbound() {
        requireVerifyToken("the signing_secret of the webhook subscription, which create-webhook and"
                + " ensure-webhook return once, when they make it");
    }

    @Override
    public String account() {
        // The start of a hash distinguishes accounts without revealing the key.
        String key = apiKeySupplier == null && apiKey != null
                ? "key " + Fingerprint.of(apiKey).substring(0, 8)
                : "a supplied key";
        return getFrom() == null ? key : key + ", line " + PhoneMask.mask(getFrom());
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public Supplier<String> getApiKeySupplier() {
        return apiKeySupplier;
    }

    public void setApiKeySupplier(Supplier<String> apiKeySupplier) {
        this.apiKeySupplier = apiKeySupplier;
    }

    public String getExcludeFrom() {
        return excludeFrom;
    }

    public void setExcludeFrom(String excludeFrom) {
        this.excludeFrom = excludeFrom;
    }

    public String getContinuationText() {
        return continuationText;
    }

    public void setContinuationText(String continuationText) {
        this.continuationText = continuationText;
    }

    public long getKeyLifetime() {
        return keyLifetime;
    }

    public void setKeyLifetime(long keyLifetime) {
        this.keyLifetime = keyLifetime;
    }

    @Override
    protected Duration keyLifetime() {
        return Duration.ofMillis(keyLifetime);
    }

    public boolean isIdempotencyHeader() {
        return idempotencyHeader;
    }

    public void setIdempotencyHeader(boolean idempotencyHeader) {
        this.idempotencyHeader = idempotencyHeader;
    }

    public String getPreferredService() {
        return preferredService;
    }

    public void setPreferredService(String preferredService) {
        this.preferredService = preferredService;
    }

    public String getEffect() {
        return effect;
    }

    public void setEffect(String effect) {
        this.effect = effect;
    }

    public boolean isOverrideOptout() {
        return overrideOptout;
    }

    public void setOverrideOptout(boolean overrideOptout) {
        this.overrideOptout = overrideOptout;
    }

    public boolean isSticker() {
        return sticker;
    }

    public void setSticker(boolean sticker) {
        this.sticker = sticker;
    }

    public boolean isForceNotify() {
        return forceNotify;
    }

    public void setForceNotify(boolean forceNotify) {
        this.forceNotify = forceNotify;
    }

    public String getRefuseHealth() {
        return refuseHealth;
    }

    public void setRefuseHealth(String refuseHealth) {
        this.refuseHealth = refuseHealth;
    }

    public String getRefuseReputation() {
        return refuseReputation;
    }

    public void setRefuseReputation(String refuseReputation) {
        this.refuseReputation = refuseReputation;
    }

    public long getKnownFor() {
        return knownFor;
    }

    public void setKnownFor(long knownFor) {
        this.knownFor = knownFor;
    }

    public boolean isRequireIMessage() {
        return requireIMessage;
    }

    public void setRequireIMessage(boolean requireIMessage) {
        this.requireIMessage = requireIMessage;
    }

    public boolean isCheckCard() {
        return checkCard;
    }

    public void setCheckCard(boolean checkCard) {
        this.checkCard = checkCard;
    }

    public boolean isRequireOutbound() {
        return requireOutbound;
    }

    public void setRequireOutbound(boolean requireOutbound) {
        this.requireOutbound = requireOutbound;
    }

    public long getShareInterval() {
        return shareInterval;
    }

    public void setShareInterval(long shareInterval) {
        this.shareInterval = shareInterval;
    }

    public IdempotentRepository getShareRepository() {
        return shareRepository;
    }

    public void setShareRepository(IdempotentRepository shareRepository) {
        this.shareRepository = shareRepository;
    }

    public boolean isFailOnUnmet() {
        return failOnUnmet;
    }

    public void setFailOnUnmet(boolean failOnUnmet) {
        this.failOnUnmet = failOnUnmet;
    }

    public String getFirstName() {
        return firstName;
    }

    public void setFirstName(String firstName) {
        this.firstName = firstName;
    }

    public String getLastName() {
        return lastName;
    }

    public void setLastName(String lastName) {
        this.lastName = lastName;
    }

    public String getImageUrl() {
        return imageUrl;
    }

    public void setImageUrl(String imageUrl) {
        this.imageUrl = imageUrl;
    }

    public long getAwaitActive() {
        return awaitActive;
    }

    public void setAwaitActive(long awaitActive) {
        this.awaitActive = awaitActive;
    }

    public long getActivePoll() {
        return activePoll;
    }

    public void setActivePoll(long activePoll) {
        this.activePoll = activePoll;
    }

    public int getCardRetry() {
        return cardRetry;
    }

    public void setCardRetry(int cardRetry) {
        this.cardRetry = cardRetry;
    }

    public String getService() {
        return service;
    }

    public void setService(String service) {
        this.service = service;
    }

    public String getOrder() {
        return order;
    }

    public void setOrder(String order) {
        this.order = order;
    }

    public String getWebhookVersion() {
        return webhookVersion;
    }

    public void setWebhookVersion(String webhookVersion) {
        this.webhookVersion = webhookVersion;
    }

    public String getWebhookLines() {
        return webhookLines;
    }

    public void setWebhookLines(String webhookLines) {
        this.webhookLines = webhookLines;
    }

    public boolean isAcceptLegacySignature() {
        return acceptLegacySignature;
    }

    public void setAcceptLegacySignature(boolean acceptLegacySignature) {
        this.acceptLegacySignature = acceptLegacySignature;
    }

    public boolean isDecodeLegacyKey() {
        return decodeLegacyKey;
    }

    public void setDecodeLegacyKey(boolean decodeLegacyKey) {
        this.decodeLegacyKey = decodeLegacyKey;
    }
}
