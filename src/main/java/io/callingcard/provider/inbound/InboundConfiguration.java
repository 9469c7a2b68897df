// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.provider.wire.HmacKey;

/** The options of receiving events that all providers share. */
@UriParams
public abstract class InboundConfiguration {

    @UriParam(
            label = "consumer",
            description =
                    "The HTTP path that receives events, on the port of Camel's platform HTTP. Default: /webhooks/ "
                            + "and the component's name. Each consumer needs its own path.")
    private String webhookPath;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description =
                    "The secret that the provider signs events with. Separate several secrets by commas, for example "
                            + "while one is being replaced.")
    private String webhookVerifyToken;

    @UriParam(
            label = "consumer,security",
            defaultValue = "true",
            description = "Whether events must be signed. Set it to false only if a proxy in front of Camel verifies "
                    + "events; otherwise anyone who reaches the port can forge them.")
    private boolean verifySignature = true;

    @UriParam(
            label = "consumer,security",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description = "How far the time of a signature may be before or after the time of this machine.")
    private long signatureTolerance = 300_000;

    @UriParam(
            label = "consumer,security",
            defaultValue = "1048576",
            description = "The largest event that is read, in bytes. A larger one is refused with HTTP status 413.")
    private int maxWebhookBody = 1_048_576;

    @UriParam(
            label = "consumer,security",
            defaultValue = "16777216",
            description = "How many bytes of event bodies the process holds at the same time. Above this limit, "
                    + "the slowest caller is refused with HTTP status 503 and disconnected. Use the same "
                    + "value for all consumers.")
    private long maxBytesInFlight = 16_777_216;

    @UriParam(
            label = "consumer,security",
            defaultValue = "1000",
            description = "How many webhook calls the process handles at the same time. Above this limit, the "
                    + "slowest caller is refused with HTTP status 503 and disconnected. Use the same value "
                    + "for all consumers.")
    private int maxCallsInFlight = 1_000;

    @UriParam(
            label = "consumer,security",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long the body of an event may take to arrive. A slower caller is refused with HTTP "
                    + "status 408 and disconnected.")
    private long bodyTimeout = 10_000;

    @UriParam(
            label = "consumer",
            description = "The event types that the route receives, separated by commas, such as "
                    + "message.received,reaction.added. Other events are acknowledged and dropped. Default: all.")
    private String eventTypes;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether events arrive as CloudEvents: the attributes as headers, the event as JSON.")
    private boolean cloudEvents;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether the route also receives events of your own messages: those that this "
                    + "component sends, and those typed on the phone. A route that replies would reply to "
                    + "itself.")
    private boolean includeFromMe;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether the route receives events of group chats.")
    private boolean includeGroups = true;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether a duplicate event is acknowledged and dropped. Set it to false to replay events on "
                    + "purpose.")
    private boolean dedupe = true;

    @UriParam(
            label = "consumer",
            description = "The repository that remembers received events, so that duplicates are dropped. "
                    + "Default: the last 10,000 events, in memory.")
    private IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            defaultValue = "ROUTED",
            description =
                    "When an event is acknowledged: ROUTED when the route has finished, ACCEPTED when the inbox has "
                            + "stored the event; the inbox then delivers it, also after a crash.")
    private AckMode ackMode = AckMode.ROUTED;

    @UriParam(
            label = "consumer",
            description = "For ackMode ACCEPTED: the store that keeps events until the route has finished, such "
                    + "as inbox=#ledger.")
    private EventInbox inbox;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description =
                    "For ackMode ACCEPTED: how long after a node last renewed its lease another node takes over its "
                            + "events.")
    private long inboxLease = 60_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "10",
            description =
                    "For ackMode ACCEPTED: how often a failing event is retried, with growing waits, before it is "
                            + "set aside.")
    private int inboxAttempts = 10;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "64",
            description =
                    "For ackMode ACCEPTED: how many events are routed at the same time. An event whose route waits needs no "
                            + "thread.")
    private int inboxInFlight = 64;

    @UriParam(
            label = "consumer,advanced",
            description = "The name under which consumers share a repository or an inbox. Consumers with the same name "
                    + "receive each event once between them. Default: the component's name.")
    private String subscriber;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether the webhook is registered with the provider on startup, as ensure-webhook does, once "
                            + "webhookUrl answers.")
    private boolean autoRegister;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether the registration is removed when the route stops. Leave it off if nodes replace each "
                            + "other: the node that stops would remove the registration of the new one.")
    private boolean autoUnregister;

    @UriParam(
            label = "common",
            description = "The public https address that receives events. Needed by autoRegister and by the webhook "
                    + "operations.")
    private String webhookUrl;

    @UriParam(
            label = "consumer,advanced",
            description = "For autoRegister: the address that is checked before registering, if webhookUrl cannot be "
                    + "reached from inside your network. Default: webhookUrl.")
    private String webhookProbeUrl;

    @UriParam(
            label = "advanced",
            description = "The clock for signatures and dates. Default: the clock of the machine, in UTC.")
    private Clock clock = Clock.systemUTC();

    /**
     * Checks the options that receiving events needs.
     *
     * @throws IllegalArgumentException with the missing option, and where to find its value
     */
    public abstract void validateInbound();

    /** Requires a secret to verify events with, unless verification is switched off explicitly. */
    protected void requireVerifyToken(String whereItIs) {
        if (verifySignature && tokens().isEmpty()) {
            throw new IllegalArgumentException(
                    "webhookVerifyToken: is missing, so forged events could not be refused. Set it to " + whereItIs
                            + ", or set verifySignature=false if a proxy in front of Camel verifies events");
        }
        requireInbox();
        if (autoRegister && getWebhookUrl() == null) {
            throw new IllegalArgumentException(
                    "webhookUrl: is missing. autoRegister needs it: set it to the public address of this webhook");
        }
    }

    protected void requireInbox() {
        if (ackMode == AckMode.ACCEPTED && inbox == null) {
            throw new IllegalArgumentException(
                    "inbox: is missing. ackMode=ACCEPTED stores events before it acknowledges"
                            + " them: set the store, such as inbox=#ledger");
        }
    }

    /** Returns the valid secrets, in the order of the option. */
    public List<String> tokens() {
        return webhookVerifyToken == null
                ? List.of()
                : Arrays.stream(webhookVerifyToken.split(","))
                        .map(String::strip)
                        .filter(token -> !token.isEmpty())
                        .toList();
    }

    /**
     * Returns the verifier of signatures.
     *
     * @param key creates a key from a secret, as this provider does
     */
    public Webhooks.Signatures signatures(Function<String, HmacKey> key) {
        return new Webhooks.Signatures(
                tokens().stream().map(key).toList(), clock, Duration.ofMillis(signatureTolerance));
    }

    InFlight.Limits limits() {
        return new InFlight.Limits(maxWebhookBody, maxBytesInFlight, maxCallsInFlight, Duration.ofMillis(bodyTimeout));
    }

    EventFilter filter() {
        return new EventFilter(includeFromMe, includeGroups, EventType.several(eventTypes));
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    public boolean isVerifySignature() {
        return verifySignature;
    }

    public void setVerifySignature(boolean verifySignature) {
        this.verifySignature = verifySignature;
    }

    public long getSignatureTolerance() {
        return signatureTolerance;
    }

    public void setSignatureTolerance(long signatureTolerance) {
        this.signatureTolerance = signatureTolerance;
    }

    public int getMaxWebhookBody() {
        return maxWebhookBody;
    }

    public void setMaxWebhookBody(int maxWebhookBody) {
        this.maxWebhookBody = maxWebhookBody;
    }

    public long getMaxBytesInFlight() {
        return maxBytesInFlight;
    }

    public void setMaxBytesInFlight(long maxBytesInFlight) {
        this.maxBytesInFlight = maxBytesInFlight;
    }

    public int getMaxCallsInFlight() {
        return maxCallsInFlight;
    }

    public void setMaxCallsInFlight(int maxCallsInFlight) {
        this.maxCallsInFlight = maxCallsInFlight;
    }

    public long getBodyTimeout() {
        return bodyTimeout;
    }

    public void setBodyTimeout(long bodyTimeout) {
        this.bodyTimeout = bodyTimeout;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public boolean isCloudEvents() {
        return cloudEvents;
    }

    public void setCloudEvents(boolean cloudEvents) {
        this.cloudEvents = cloudEvents;
    }

    public boolean isIncludeFromMe() {
        return includeFromMe;
    }

    public void setIncludeFromMe(boolean includeFromMe) {
        this.includeFromMe = includeFromMe;
    }

    public boolean isIncludeGroups() {
        return includeGroups;
    }

    public void setIncludeGroups(boolean includeGroups) {
        this.includeGroups = includeGroups;
    }

    public boolean isDedupe() {
        return dedupe;
    }

    public void setDedupe(boolean dedupe) {
        this.dedupe = dedupe;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public AckMode getAckMode() {
        return ackMode;
    }

    public void setAckMode(AckMode ackMode) {
        this.ackMode = ackMode;
    }

    public EventInbox getInbox() {
        return inbox;
    }

    public void setInbox(EventInbox inbox) {
        this.inbox = inbox;
    }

    public long getInboxLease() {
        return inboxLease;
    }

    public void setInboxLease(long inboxLease) {
        this.inboxLease = inboxLease;
    }

    public int getInboxAttempts() {
        return inboxAttempts;
    }

    public void setInboxAttempts(int inboxAttempts) {
        this.inboxAttempts = inboxAttempts;
    }

    public int getInboxInFlight() {
        return inboxInFlight;
    }

    public void setInboxInFlight(int inboxInFlight) {
        this.inboxInFlight = inboxInFlight;
    }

    public String getSubscriber() {
        return subscriber;
    }

    public void setSubscriber(String subscriber) {
        this.subscriber = subscriber;
    }

    public boolean isAutoRegister() {
        return autoRegister;
    }

    public void setAutoRegister(boolean autoRegister) {
        this.autoRegister = autoRegister;
    }

    public boolean isAutoUnregister() {
        return autoUnregister;
    }

    public void setAutoUnregister(boolean autoUnregister) {
        this.autoUnregister = autoUnregister;
    }

    public String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public String getWebhookProbeUrl() {
        return webhookProbeUrl;
    }

    public void setWebhookProbeUrl(String webhookProbeUrl) {
        this.webhookProbeUrl = webhookProbeUrl;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /** When an event is acknowledged. */
    public enum AckMode {
        /** When the route has finished. If the route fails, the provider is asked to send the event again. */
        ROUTED,
        /** When the inbox has stored the event. From then on the inbox delivers it. */
        ACCEPTED
    }
}
