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

/** The options of receiving that all three components have. */
@UriParams
public abstract class InboundConfiguration {

    @UriParam(label = "consumer")
    private String webhookPath;

    @UriParam(label = "consumer,security", secret = true)
    private String webhookVerifyToken;

    @UriParam(label = "consumer,security", defaultValue = "true")
    private boolean verifySignature = true;

    @UriParam(label = "consumer,security", defaultValue = "300000", javaType = "java.time.Duration")
    private long signatureTolerance = 300_000;

    @UriParam(label = "consumer,security", defaultValue = "1048576")
    private int maxWebhookBody = 1_048_576;

    @UriParam(label = "consumer")
    private String eventTypes;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean cloudEvents;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean includeFromMe;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean includeGroups = true;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean dedupe = true;

    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer", defaultValue = "ROUTED")
    private AckMode ackMode = AckMode.ROUTED;

    @UriParam(label = "consumer")
    private EventInbox inbox;

    @UriParam(label = "consumer,advanced", defaultValue = "60000", javaType = "java.time.Duration")
    private long inboxLease = 60_000;

    @UriParam(label = "consumer,advanced", defaultValue = "10")
    private int inboxAttempts = 10;

    @UriParam(label = "consumer,advanced", defaultValue = "4")
    private int inboxThreads = 4;

    @UriParam(label = "consumer,advanced")
    private String subscriber;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean autoRegister;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean autoUnregister;

    @UriParam(label = "consumer,advanced")
    private String webhookProbeUrl;

    @UriParam(label = "advanced")
    private Clock clock = Clock.systemUTC();

    /**
     * Says what is needed before events can be received.
     *
     * @throws IllegalArgumentException naming the option and where its value is to be found
     */
    public abstract void validateInbound();

    /** The public address that the provider calls. */
    public abstract String getWebhookUrl();

    /** Nothing may come in that cannot be told from a forgery, unless somebody said so in so many words. */
    protected void requireVerifyToken(String whereItIs) {
        if (verifySignature && tokens().isEmpty()) {
            throw new IllegalArgumentException("webhookVerifyToken: is missing, so nobody could tell an event from a"
                    + " forgery; set it to " + whereItIs + ", or set verifySignature=false if something in front of"
                    + " Camel verifies");
        }
        requireInbox();
        if (autoRegister && getWebhookUrl() == null) {
            throw new IllegalArgumentException(
                    "webhookUrl: is missing; autoRegister subscribes this address, so say what it is from outside");
        }
    }

    protected void requireInbox() {
        if (ackMode == AckMode.ACCEPTED && inbox == null) {
            throw new IllegalArgumentException("inbox: is missing; ackMode=ACCEPTED answers once the event is kept, so"
                    + " name where, such as inbox=#ledger");
        }
    }

    /** The secrets that are good now, the newest first. */
    public List<String> tokens() {
        return webhookVerifyToken == null
                ? List.of()
                : Arrays.stream(webhookVerifyToken.split(","))
                        .map(String::strip)
                        .filter(token -> !token.isEmpty())
                        .toList();
    }

    /**
     * Checks signatures.
     *
     * @param key how this provider makes a key of a secret
     */
    public Signatures signatures(Function<String, HmacKey> key) {
        return new Signatures(tokens().stream().map(key).toList(), clock, Duration.ofMillis(signatureTolerance));
    }

    EventFilter filter() {
        return new EventFilter(includeFromMe, includeGroups, EventType.several(eventTypes));
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    /**
     * Where the events come in, on the port that Camel's platform HTTP has. By default /webhooks/ and the name of the
     * component; a second consumer needs a path of its own.
     */
    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /**
     * The secret that the provider signs events with. While one is being replaced, or for several subscriptions,
     * several of them, separated by commas.
     */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    public boolean isVerifySignature() {
        return verifySignature;
    }

    /**
     * Whether an event must be signed. Without, whoever reaches the port can make the route believe anything; say so
     * only where something in front of Camel verifies.
     */
    public void setVerifySignature(boolean verifySignature) {
        this.verifySignature = verifySignature;
    }

    public long getSignatureTolerance() {
        return signatureTolerance;
    }

    /**
     * How far the time of a signature may be from our clock, before and after.
     */
    public void setSignatureTolerance(long signatureTolerance) {
        this.signatureTolerance = signatureTolerance;
    }

    public int getMaxWebhookBody() {
        return maxWebhookBody;
    }

    /**
     * The largest event that is read, in bytes; a larger one is refused with 413.
     */
    public void setMaxWebhookBody(int maxWebhookBody) {
        this.maxWebhookBody = maxWebhookBody;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    /**
     * The kinds of events that the route wants, separated by commas, such as message.received,reaction.added; the
     * others are acknowledged and dropped. By default all.
     */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public boolean isCloudEvents() {
        return cloudEvents;
    }

    /** Whether events come as CloudEvents: their attributes as headers, the event as JSON. */
    public void setCloudEvents(boolean cloudEvents) {
        this.cloudEvents = cloudEvents;
    }

    public boolean isIncludeFromMe() {
        return includeFromMe;
    }

    /**
     * Whether the route sees what was done on our side: the echoes of what this component sends, and what people type
     * on the phone itself. A route that answers would answer itself.
     */
    public void setIncludeFromMe(boolean includeFromMe) {
        this.includeFromMe = includeFromMe;
    }

    public boolean isIncludeGroups() {
        return includeGroups;
    }

    /**
     * Whether the route sees what happens in groups.
     */
    public void setIncludeGroups(boolean includeGroups) {
        this.includeGroups = includeGroups;
    }

    public boolean isDedupe() {
        return dedupe;
    }

    /**
     * Whether an event that came before is acknowledged and dropped. Switch it off for a deliberate replay: that brings
     * the same events again.
     */
    public void setDedupe(boolean dedupe) {
        this.dedupe = dedupe;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Where it is kept which events came before. By default in memory, the last ten thousand.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public AckMode getAckMode() {
        return ackMode;
    }

    /**
     * When the provider is told that we have an event: ROUTED when the route is through with it, ACCEPTED when it is
     * kept in the inbox, which then sees it through, also after a crash.
     */
    public void setAckMode(AckMode ackMode) {
        this.ackMode = ackMode;
    }

    public EventInbox getInbox() {
        return inbox;
    }

    /**
     * For ackMode ACCEPTED: where events are kept until the route is through with them.
     */
    public void setInbox(EventInbox inbox) {
        this.inbox = inbox;
    }

    public long getInboxLease() {
        return inboxLease;
    }

    /**
     * For ackMode ACCEPTED: after how long without a sign of life the events of a node are taken over by another.
     */
    public void setInboxLease(long inboxLease) {
        this.inboxLease = inboxLease;
    }

    public int getInboxAttempts() {
        return inboxAttempts;
    }

    /**
     * For ackMode ACCEPTED: how often an event whose route fails is tried, with growing waits, before it is put aside.
     */
    public void setInboxAttempts(int inboxAttempts) {
        this.inboxAttempts = inboxAttempts;
    }

    public int getInboxThreads() {
        return inboxThreads;
    }

    /**
     * For ackMode ACCEPTED: how many events are routed at a time.
     */
    public void setInboxThreads(int inboxThreads) {
        this.inboxThreads = inboxThreads;
    }

    public String getSubscriber() {
        return subscriber;
    }

    /**
     * Whose events these are, in a repository or an inbox that several consumers share: consumers of one name see each
     * event once between them. By default the name of the component.
     */
    public void setSubscriber(String subscriber) {
        this.subscriber = subscriber;
    }

    public boolean isAutoRegister() {
        return autoRegister;
    }

    /**
     * Whether to see to the provider's subscription of webhookUrl, as ensure-webhook does, once the port answers.
     */
    public void setAutoRegister(boolean autoRegister) {
        this.autoRegister = autoRegister;
    }

    public boolean isAutoUnregister() {
        return autoUnregister;
    }

    /**
     * Whether to take the subscription away when the route stops. Not while nodes replace each other: the one that stops
     * would take away what the other has just made sure of.
     */
    public void setAutoUnregister(boolean autoUnregister) {
        this.autoUnregister = autoUnregister;
    }

    public String getWebhookProbeUrl() {
        return webhookProbeUrl;
    }

    /**
     * For autoRegister: where to look whether our port answers, when webhookUrl cannot be reached from inside.
     */
    public void setWebhookProbeUrl(String webhookProbeUrl) {
        this.webhookProbeUrl = webhookProbeUrl;
    }

    public Clock getClock() {
        return clock;
    }

    /**
     * The clock for signatures and dates.
     */
    public void setClock(Clock clock) {
        this.clock = clock;
    }
}
