// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.inbound.EventCursors;

/** The options of {@code chert:}. */
@UriParams
public class ChertConfiguration extends ProviderConfiguration {

    /** How events are received. */
    public enum EventMode {
        /** Chert calls our webhook. */
        WEBHOOK,
        /** We poll the event log, so that no event is lost during downtime. */
        POLL,
        /** We keep a connection open on which Chert sends events. */
        STREAM
    }

    /** How a contact card is sent. */
    public enum CardFormat {
        /** As documented fields if they carry all of it, otherwise as a vCard. */
        AUTO,
        /** As documented fields; the other fields are lost, and reported. */
        CONTACT,
        /** As a vCard. */
        VCARD
    }

    /** How calls are authenticated. Both ways use the same secret. */
    public enum Auth {
        HMAC,
        BEARER
    }

    static final String SCHEME = "chert";
    static final String BASE_URL = "https://console.trychert.com";

    @UriParam(
            label = "security",
            description =
                    "The tenant's slug, such as acme-7a3f, from the API keys page of the Chert console. Required for "
                            + "HMAC, and for a bearer token of an account with several tenants.")
    private String tenant;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The tenant's signing secret, from the API keys page of the Chert console. The console shows it "
                            + "once.")
    private String secret;

    @UriParam(
            label = "security,advanced",
            description =
                    "Supplies the signing secret for each call, so that it can be rotated while routes run. Takes "
                            + "precedence over secret.")
    private Supplier<String> secretSupplier;

    @UriParam(
            label = "security",
            defaultValue = "HMAC",
            description =
                    "How calls are authenticated: HMAC signs each request and never sends the secret, BEARER sends "
                            + "the secret.")
    private Auth auth = Auth.HMAC;

    @UriParam(
            label = "security,advanced",
            defaultValue = "true",
            description = "Whether a call that the provider refuses because this machine's clock is wrong is "
                    + "signed again with the provider's time.")
    private boolean resignOnClockSkew = true;

    @UriParam(
            label = "consumer",
            defaultValue = "WEBHOOK",
            description =
                    "How events are received: WEBHOOK, POLL or STREAM. POLL and STREAM need no port and no webhook "
                            + "secret, but the account's secret.")
    private EventMode mode = EventMode.WEBHOOK;

    @UriParam(
            label = "consumer",
            defaultValue = "5000",
            javaType = "java.time.Duration",
            description = "For mode POLL: the wait between two polls of the event log.")
    private long pollDelay = 5_000;

    @UriParam(
            label = "consumer",
            enums = "pending,delivered,failed,dev_inbox",
            description = "For mode POLL: receives only events with this delivery status. Use failed to fetch "
                    + "the events that a webhook missed. Default: all.")
    private String eventStatus;

    @UriParam(
            label = "consumer",
            description = "For modes POLL and STREAM: the bean that stores the read position, such as "
                    + "cursors=#ledger. Default: none; the position is lost at each restart.")
    private EventCursors cursors;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "86400000",
            javaType = "java.time.Duration",
            description = "How long the provider recognizes a message by its idempotency key. A step in doubt is "
                    + "repeated only within this time. The provider does not document this time.")
    private long keyLifetime = 86_400_000;

    @UriParam(
            label = "producer",
            description = "The id of the line to send from. It pins the recipient to that line. The header "
                    + "CamelChertPhoneLineId takes precedence.")
    private String phoneLineId;

    /** All endpoints of a component share it, since a copy of the configuration has the same object. */
    private final KnownLines knownLines = new KnownLines();

    @UriParam(
            label = "producer",
            description = "For send-text to a number: the name of an Apple send effect, such as slam or "
                    + "confetti. The header CamelCardEffect takes precedence.")
    private String effect;

    @UriParam(
            label = "producer",
            defaultValue = "AUTO",
            description =
                    "How send-contact sends a card: CONTACT as documented fields, VCARD as a complete vCard, AUTO as "
                            + "fields if nothing is lost and as a vCard otherwise.")
    private CardFormat cardFormat = CardFormat.AUTO;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "The largest vCard that is sent, in bytes. 0 means no limit.")
    private int maxVcardBytes;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether vCard text is parsed and checked before it is sent. By default only its first line is "
                            + "checked.")
    private boolean strictVcard;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "/chats/send-contact",
            description = "The path of send-contact to a number, which the provider does not document.")
    private String sendContactPath = "/chats/send-contact";

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether the codes 3002 and 4002 (no delivery, lines saturated) prove that nothing was sent, so "
                            + "that the call may be repeated.")
    private boolean unavailableIsNotSent;

    @UriParam(
            label = "producer",
            description = "For send-text and send-media to a chat: whether several images are delivered "
                    + "together. Default: the provider decides.")
    private Boolean parallelAttachments;

    @UriParam(
            label = "producer",
            description = "For send-location: what happens if the line cannot send a pin, such as auto.")
    private String fallbackMode;

    @UriParam(label = "producer", description = "For the webhook operations: the version of the event payload.")
    private String webhookVersion;

    public ChertConfiguration() {
        setBaseUrl(BASE_URL);
    }

    @Override
    public ChertConfiguration copy() {
        return (ChertConfiguration) super.copy();
    }

    /** Returns the secret that is valid now. */
    String currentSecret() {
        return secretSupplier == null ? secret : secretSupplier.get();
    }

    @Override
    public void validate() {
        if (secretSupplier == null && (secret == null || secret.isBlank())) {
            throw new IllegalArgumentException(
                    "secret: is missing. Take it from the API keys page of the Chert console,"
                            + " and set it as an option of the component or the endpoint");
        }
        if (auth == Auth.HMAC && (tenant == null || tenant.isBlank())) {
            throw new IllegalArgumentException(
                    "tenant: is missing. HMAC needs the tenant's slug, from the API keys page of the Chert console");
        }
        validateBaseUrl();
        validateLimits();
    }

    @Override
    public void validateInbound() {
        if (mode != EventMode.WEBHOOK) {
            // These modes call the provider, with our own credentials.
            validate();
            requireInbox();
            return;
        }
        requireVerifyToken("the secret of the webhook subscription, which create-webhook and"
                + " ensure-webhook return once, when they make it; it is not the secret that signs calls");
    }

    @Override
    public String account() {
        return "tenant " + tenant;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public Supplier<String> getSecretSupplier() {
        return secretSupplier;
    }

    public void setSecretSupplier(Supplier<String> secretSupplier) {
        this.secretSupplier = secretSupplier;
    }

    public Auth getAuth() {
        return auth;
    }

    public void setAuth(Auth auth) {
        this.auth = auth;
    }

    public boolean isResignOnClockSkew() {
        return resignOnClockSkew;
    }

    public void setResignOnClockSkew(boolean resignOnClockSkew) {
        this.resignOnClockSkew = resignOnClockSkew;
    }

    KnownLines knownLines() {
        return knownLines;
    }

    public String getPhoneLineId() {
        return phoneLineId;
    }

    public void setPhoneLineId(String phoneLineId) {
        this.phoneLineId = phoneLineId;
    }

    public String getEffect() {
        return effect;
    }

    public void setEffect(String effect) {
        this.effect = effect;
    }

    public CardFormat getCardFormat() {
        return cardFormat;
    }

    public void setCardFormat(CardFormat cardFormat) {
        this.cardFormat = cardFormat;
    }

    public int getMaxVcardBytes() {
        return maxVcardBytes;
    }

    public void setMaxVcardBytes(int maxVcardBytes) {
        this.maxVcardBytes = maxVcardBytes;
    }

    public boolean isStrictVcard() {
        return strictVcard;
    }

    public void setStrictVcard(boolean strictVcard) {
        this.strictVcard = strictVcard;
    }

    public String getSendContactPath() {
        return sendContactPath;
    }

    public void setSendContactPath(String sendContactPath) {
        this.sendContactPath = sendContactPath;
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

    public boolean isUnavailableIsNotSent() {
        return unavailableIsNotSent;
    }

    public void setUnavailableIsNotSent(boolean unavailableIsNotSent) {
        this.unavailableIsNotSent = unavailableIsNotSent;
    }

    public Boolean getParallelAttachments() {
        return parallelAttachments;
    }

    public void setParallelAttachments(Boolean parallelAttachments) {
        this.parallelAttachments = parallelAttachments;
    }

    public String getFallbackMode() {
        return fallbackMode;
    }

    public void setFallbackMode(String fallbackMode) {
        this.fallbackMode = fallbackMode;
    }

    public String getWebhookVersion() {
        return webhookVersion;
    }

    public void setWebhookVersion(String webhookVersion) {
        this.webhookVersion = webhookVersion;
    }

    public EventMode getMode() {
        return mode;
    }

    public void setMode(EventMode mode) {
        this.mode = mode;
    }

    public long getPollDelay() {
        return pollDelay;
    }

    public void setPollDelay(long pollDelay) {
        this.pollDelay = pollDelay;
    }

    public String getEventStatus() {
        return eventStatus;
    }

    public void setEventStatus(String eventStatus) {
        this.eventStatus = eventStatus;
    }

    public EventCursors getCursors() {
        return cursors;
    }

    public void setCursors(EventCursors cursors) {
        this.cursors = cursors;
    }
}
