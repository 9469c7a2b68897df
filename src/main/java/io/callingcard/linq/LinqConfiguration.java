package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.card.PhoneMask;
import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.call.Paging;

/** One Linq account and how to speak to it. */
@UriParams
public class LinqConfiguration extends ProviderConfiguration {

    static final String BASE_URL = "https://api.linqapp.com/api/partner/v3";

    /** Shared by all copies: what was learnt at one endpoint holds at the others. */
    private final LinqMemory memory = new LinqMemory();

    @UriParam(label = "security", secret = true)
    private String apiKey;

    @UriParam(label = "security,advanced")
    private Supplier<String> apiKeySupplier;

    @UriParam(label = "consumer,security", defaultValue = "false")
    private boolean acceptLegacySignature;

    @UriParam(label = "consumer,security", defaultValue = "false")
    private boolean decodeLegacyKey;

    @UriParam(label = "producer")
    private String from;

    @UriParam(label = "producer,advanced")
    private String excludeFrom;

    @UriParam(label = "producer,advanced")
    private String continuationText;

    @UriParam(label = "producer,advanced", defaultValue = "true")
    private boolean idempotencyHeader = true;

    @UriParam(label = "producer", enums = "iMessage,RCS,SMS")
    private String preferredService;

    @UriParam(label = "producer")
    private String replyTo;

    @UriParam(
            label = "producer",
            enums =
                    "confetti,fireworks,lasers,sparkles,celebration,hearts,love,balloons,happy_birthday,echo,spotlight,slam,loud,gentle,invisible")
    private String effect;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean overrideOptout = false;

    @UriParam(label = "producer")
    private String refuseHealth;

    @UriParam(label = "producer")
    private String refuseReputation;

    @UriParam(label = "producer,advanced", defaultValue = "300000", javaType = "java.time.Duration")
    private long knownFor = 300_000;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean requireIMessage = true;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean checkCard = true;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean requireOutbound = true;

    @UriParam(label = "producer", defaultValue = "86400000", javaType = "java.time.Duration")
    private long shareInterval = 86_400_000;

    @UriParam(label = "producer,advanced")
    private IdempotentRepository shareRepository;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean failOnUnmet = false;

    @UriParam(label = "producer")
    private String firstName;

    @UriParam(label = "producer")
    private String lastName;

    @UriParam(label = "producer")
    private String imageUrl;

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    private long awaitActive = 60_000;

    @UriParam(label = "producer,advanced", defaultValue = "2000", javaType = "java.time.Duration")
    private long activePoll = 2_000;

    @UriParam(label = "producer,advanced", defaultValue = "1")
    private int cardRetry = 1;

    @UriParam(label = "producer")
    private String mediaUrl;

    @UriParam(label = "producer", enums = "love,like,dislike,laugh,emphasize,question,custom")
    private String reaction;

    @UriParam(label = "producer")
    private String customEmoji;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean removeReaction = false;

    @UriParam(label = "producer")
    private Integer partIndex;

    @UriParam(label = "producer", enums = "typing,stopped", defaultValue = "typing")
    private String typingState = "typing";

    @UriParam(label = "producer")
    private String displayName;

    @UriParam(label = "producer")
    private String groupChatIcon;

    @UriParam(label = "producer", enums = "iMessage,RCS", defaultValue = "iMessage")
    private String service = "iMessage";

    @UriParam(label = "producer", defaultValue = "PAGE")
    private Paging paging = Paging.PAGE;

    @UriParam(label = "producer")
    private Integer pageSize;

    @UriParam(label = "producer", defaultValue = "0")
    private long maxItems = 0;

    @UriParam(label = "producer,advanced")
    private String cursor;

    @UriParam(label = "producer", enums = "asc,desc")
    private String order;

    @UriParam(label = "producer")
    private String lineId;

    @UriParam(label = "producer")
    private String forwardingNumber;

    @UriParam(label = "producer")
    private String auditId;

    @UriParam(label = "producer")
    private String reason;

    @UriParam(label = "producer")
    private String webhookId;

    @UriParam(label = "producer")
    private String webhookUrl;

    @UriParam(
            label = "producer",
            defaultValue =
                    "message.received,message.sent,message.delivered,message.read,message.failed,reaction.added,contact_card.received")
    private String webhookEvents =
            "message.received,message.sent,message.delivered,message.read,message.failed,reaction.added,contact_card.received";

    @UriParam(label = "producer,advanced", defaultValue = "2026-02-03")
    private String webhookVersion = "2026-02-03";

    @UriParam(label = "producer")
    private String webhookLines;

    @UriParam(label = "producer")
    private Boolean webhookActive;

    public LinqConfiguration() {
        setBaseUrl(BASE_URL);
    }

    @Override
    public LinqConfiguration copy() {
        return (LinqConfiguration) super.copy();
    }

    /** What earlier answers said. */
    public LinqMemory memory() {
        return memory;
    }

    /** The oldest moment from which an answer is still taken for true. */
    public Instant knownSince() {
        return getClock().instant().minusMillis(knownFor);
    }

    /** The key in force now. */
    String currentApiKey() {
        return apiKeySupplier == null ? apiKey : apiKeySupplier.get();
    }

    /** People are reached by number, and over iMessage by e-mail address too. */
    @Override
    public String recipient(String typed, String field) {
        return typed.contains("@") ? typed.strip() : super.recipient(typed, field);
    }

    @Override
    public void validate() {
        if (apiKeySupplier == null && (apiKey == null || apiKey.isBlank())) {
            throw new IllegalArgumentException("apiKey: is missing; it is made in the Linq dashboard, and is set as an"
                    + " option of the component or the endpoint");
        }
        validateBaseUrl();
    }

    @Override
    public void validateInbound() {
        requireVerifyToken("the signing_secret of the webhook subscription, which create-webhook and "
                + "ensure-webhook tell once, when they make it");
    }

    @Override
    public String account() {
        String key = apiKeySupplier == null && apiKey != null ? "key " + fingerprint(apiKey) : "a supplied key";
        return from == null ? key : key + ", line " + PhoneMask.mask(from);
    }

    /** Tells accounts apart, and tells nothing of the key. */
    private static String fingerprint(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public String getApiKey() {
        return apiKey;
    }

    /**
     * The account's API key, from the dashboard. It decides the account's lines.
     */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public Supplier<String> getApiKeySupplier() {
        return apiKeySupplier;
    }

    /**
     * Gives the API key anew for each call, for keys that are replaced while routes run. Comes before apiKey.
     */
    public void setApiKeySupplier(Supplier<String> apiKeySupplier) {
        this.apiKeySupplier = apiKeySupplier;
    }

    public String getFrom() {
        return from;
    }

    /**
     * The line to send from, one of your own numbers. The header CamelCardFrom comes first. Texts to a number go
     * without it from the line that the provider picks.
     */
    public void setFrom(String from) {
        this.from = from;
    }

    public String getExcludeFrom() {
        return excludeFrom;
    }

    /**
     * For sends whose line the provider picks: lines that it must not pick, separated by commas.
     */
    public void setExcludeFrom(String excludeFrom) {
        this.excludeFrom = excludeFrom;
    }

    public String getContinuationText() {
        return continuationText;
    }

    /**
     * For sends whose line the provider picks: a text that goes ahead when it had to pick another line than
     * before.
     */
    public void setContinuationText(String continuationText) {
        this.continuationText = continuationText;
    }

    public boolean isIdempotencyHeader() {
        return idempotencyHeader;
    }

    /**
     * For sends whose line the provider picks: whether the idempotency key goes as a header too.
     */
    public void setIdempotencyHeader(boolean idempotencyHeader) {
        this.idempotencyHeader = idempotencyHeader;
    }

    public String getPreferredService() {
        return preferredService;
    }

    /**
     * The service to send over. Without it iMessage, else RCS, else SMS; with iMessage there is no fallback. The
     * header CamelLinqPreferredService comes first.
     */
    public void setPreferredService(String preferredService) {
        this.preferredService = preferredService;
    }

    public String getReplyTo() {
        return replyTo;
    }

    /**
     * The message that a text answers, by its id. The header CamelCardReplyTo comes first.
     */
    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }

    public String getEffect() {
        return effect;
    }

    /**
     * The effect that a text comes with on iMessage. The header CamelCardEffect comes first.
     */
    public void setEffect(String effect) {
        this.effect = effect;
    }

    public boolean isOverrideOptout() {
        return overrideOptout;
    }

    /**
     * Send although the recipient opted out. The provider keeps a record of this. The header
     * CamelLinqOverrideOptout comes first.
     */
    public void setOverrideOptout(boolean overrideOptout) {
        this.overrideOptout = overrideOptout;
    }

    public String getRefuseHealth() {
        return refuseHealth;
    }

    /**
     * Chats of this standing are not written to: AT_RISK, CRITICAL, OPTED_OUT, separated by commas. Asks for the
     * chat when its standing is not known.
     */
    public void setRefuseHealth(String refuseHealth) {
        this.refuseHealth = refuseHealth;
    }

    public String getRefuseReputation() {
        return refuseReputation;
    }

    /**
     * Lines of this standing do not send: AT_RISK, CRITICAL, separated by commas. Asks for the lines when theirs
     * is not known.
     */
    public void setRefuseReputation(String refuseReputation) {
        this.refuseReputation = refuseReputation;
    }

    public long getKnownFor() {
        return knownFor;
    }

    /**
     * How long an earlier answer about a chat, a line or its card is taken for true, instead of asking again.
     */
    public void setKnownFor(long knownFor) {
        this.knownFor = knownFor;
    }

    public boolean isRequireIMessage() {
        return requireIMessage;
    }

    /**
     * For share-card: whether to share only in chats known to be iMessage. Elsewhere the provider answers success
     * and shows nothing.
     */
    public void setRequireIMessage(boolean requireIMessage) {
        this.requireIMessage = requireIMessage;
    }

    public boolean isCheckCard() {
        return checkCard;
    }

    /**
     * For share-card: whether to make sure that the line's card is active.
     */
    public void setCheckCard(boolean checkCard) {
        this.checkCard = checkCard;
    }

    public boolean isRequireOutbound() {
        return requireOutbound;
    }

    /**
     * For share-card: whether to make sure that something was sent in the chat before. Otherwise the provider
     * shows nothing.
     */
    public void setRequireOutbound(boolean requireOutbound) {
        this.requireOutbound = requireOutbound;
    }

    public long getShareInterval() {
        return shareInterval;
    }

    /**
     * For share-card: how long after a share the next one is refused, since the phone would not show it. 0 means
     * never. Known to this process only; see shareRepository.
     */
    public void setShareInterval(long shareInterval) {
        this.shareInterval = shareInterval;
    }

    public IdempotentRepository getShareRepository() {
        return shareRepository;
    }

    /**
     * For share-card: where it is kept that a chat had its share, instead of in memory for the shareInterval. The
     * repository decides how long it remembers.
     */
    public void setShareRepository(IdempotentRepository shareRepository) {
        this.shareRepository = shareRepository;
    }

    public boolean isFailOnUnmet() {
        return failOnUnmet;
    }

    /**
     * For share-card: whether a condition that is not met is an exception, instead of a result with the outcome
     * NOT_SENT.
     */
    public void setFailOnUnmet(boolean failOnUnmet) {
        this.failOnUnmet = failOnUnmet;
    }

    public String getFirstName() {
        return firstName;
    }

    /**
     * For create-card, update-card and ensure-card: the first name. The header CamelLinqFirstName comes first, and
     * a map as body before it.
     */
    public void setFirstName(String firstName) {
        this.firstName = firstName;
    }

    public String getLastName() {
        return lastName;
    }

    /**
     * For create-card, update-card and ensure-card: the last name. The header CamelLinqLastName comes first, and a
     * map as body before it.
     */
    public void setLastName(String lastName) {
        this.lastName = lastName;
    }

    public String getImageUrl() {
        return imageUrl;
    }

    /**
     * For create-card, update-card and ensure-card: the address of the picture, which the provider fetches. The
     * header CamelLinqImageUrl comes first, and a map as body before it.
     */
    public void setImageUrl(String imageUrl) {
        this.imageUrl = imageUrl;
    }

    public long getAwaitActive() {
        return awaitActive;
    }

    /**
     * For ensure-card: how long to wait until the card is active. 0 means not to wait.
     */
    public void setAwaitActive(long awaitActive) {
        this.awaitActive = awaitActive;
    }

    public long getActivePoll() {
        return activePoll;
    }

    /**
     * For ensure-card: how often to ask meanwhile whether the card is active.
     */
    public void setActivePoll(long activePoll) {
        this.activePoll = activePoll;
    }

    public int getCardRetry() {
        return cardRetry;
    }

    /**
     * For create-card, update-card and ensure-card: how often a set-up that was not completed (2022) is asked for
     * again. The provider takes 3 such calls in 10 minutes.
     */
    public void setCardRetry(int cardRetry) {
        this.cardRetry = cardRetry;
    }

    public String getMediaUrl() {
        return mediaUrl;
    }

    /**
     * For send-media and send-voice: the https address of the file, up to 10 MB, instead of a body. The header
     * CamelCardMediaUrl comes first.
     */
    public void setMediaUrl(String mediaUrl) {
        this.mediaUrl = mediaUrl;
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

    public String getCustomEmoji() {
        return customEmoji;
    }

    /**
     * For react: the emoji of the reaction custom. The header CamelLinqCustomEmoji comes first.
     */
    public void setCustomEmoji(String customEmoji) {
        this.customEmoji = customEmoji;
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

    public Integer getPartIndex() {
        return partIndex;
    }

    /**
     * For edit, react and replies: which part of the message, counted from 0. The header CamelCardPartIndex comes
     * first.
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

    public String getDisplayName() {
        return displayName;
    }

    /**
     * For update-chat: the group's new name. The header CamelCardDisplayName comes first.
     */
    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getGroupChatIcon() {
        return groupChatIcon;
    }

    /**
     * For update-chat: the https address of the group's new icon. The header CamelCardGroupChatIcon comes first.
     */
    public void setGroupChatIcon(String groupChatIcon) {
        this.groupChatIcon = groupChatIcon;
    }

    public String getService() {
        return service;
    }

    /**
     * For check-capability: which service to ask for.
     */
    public void setService(String service) {
        this.service = service;
    }

    public Paging getPaging() {
        return paging;
    }

    /**
     * For lists: one page as a list, or all as an iterator that asks for the next page when it is needed.
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

    public String getCursor() {
        return cursor;
    }

    /**
     * For lists: where to begin. The header CamelLinqCursor comes first.
     */
    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    public String getOrder() {
        return order;
    }

    /**
     * For list-thread: oldest or newest first.
     */
    public void setOrder(String order) {
        this.order = order;
    }

    public String getLineId() {
        return lineId;
    }

    /**
     * For update-line: the line, by its id.
     */
    public void setLineId(String lineId) {
        this.lineId = lineId;
    }

    public String getForwardingNumber() {
        return forwardingNumber;
    }

    /**
     * For update-line: where calls to the line go.
     */
    public void setForwardingNumber(String forwardingNumber) {
        this.forwardingNumber = forwardingNumber;
    }

    public String getAuditId() {
        return auditId;
    }

    /**
     * For get-audit: the audit. The header CamelLinqAuditId comes first.
     */
    public void setAuditId(String auditId) {
        this.auditId = auditId;
    }

    public String getReason() {
        return reason;
    }

    /**
     * For block: why.
     */
    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getWebhookId() {
        return webhookId;
    }

    /**
     * For operations on one webhook subscription: its id. The header CamelCardWebhookId comes first.
     */
    public void setWebhookId(String webhookId) {
        this.webhookId = webhookId;
    }

    @Override
    public String getWebhookUrl() {
        return webhookUrl;
    }

    /**
     * For create-webhook, update-webhook and ensure-webhook: the https address that receives events. Each address
     * can be subscribed once.
     */
    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public String getWebhookEvents() {
        return webhookEvents;
    }

    /**
     * For create-webhook, update-webhook and ensure-webhook: the event types, separated by commas.
     */
    public void setWebhookEvents(String webhookEvents) {
        this.webhookEvents = webhookEvents;
    }

    public String getWebhookVersion() {
        return webhookVersion;
    }

    /**
     * For create-webhook and ensure-webhook: the version of the events, added to the address unless it names one.
     */
    public void setWebhookVersion(String webhookVersion) {
        this.webhookVersion = webhookVersion;
    }

    public String getWebhookLines() {
        return webhookLines;
    }

    /**
     * For create-webhook, update-webhook and ensure-webhook: your lines whose events are wanted, separated by
     * commas. Without it all.
     */
    public void setWebhookLines(String webhookLines) {
        this.webhookLines = webhookLines;
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

    public boolean isAcceptLegacySignature() {
        return acceptLegacySignature;
    }

    /**
     * Whether an event that carries only the provider's old signature is taken. It covers neither the id of the event
     * nor is it sent for ever.
     */
    public void setAcceptLegacySignature(boolean acceptLegacySignature) {
        this.acceptLegacySignature = acceptLegacySignature;
    }

    public boolean isDecodeLegacyKey() {
        return decodeLegacyKey;
    }

    /**
     * Whether the key of the old signature is what the secret stands for, as with the new one, and not its characters.
     */
    public void setDecodeLegacyKey(boolean decodeLegacyKey) {
        this.decodeLegacyKey = decodeLegacyKey;
    }
}
