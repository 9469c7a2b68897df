package io.callingcard.provider;

import java.time.Duration;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallOptions;
import io.callingcard.provider.inbound.InboundConfiguration;
import io.callingcard.provider.wire.RetryPolicy;
import io.callingcard.provider.wire.Transport;

/** The options that all three components have. */
@UriParams
public abstract class ProviderConfiguration extends InboundConfiguration implements CallOptions, Cloneable {

    @UriParam(label = "common")
    private String baseUrl;

    @UriParam(label = "producer")
    private String chatId;

    @UriParam(label = "producer")
    private String to;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean preferChatId;

    @UriParam(label = "common")
    private String defaultRegion;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean validatePhone = true;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean strict;

    @UriParam(label = "producer")
    private String messageId;

    @UriParam(label = "producer")
    private String participant;

    @UriParam(label = "producer")
    private String attachmentId;

    @UriParam(label = "producer")
    private String caption;

    @UriParam(label = "producer")
    private String fileName;

    @UriParam(label = "producer")
    private String contentType;

    @UriParam(label = "producer,advanced", enums = "GET,POST,PUT,PATCH,DELETE", defaultValue = "GET")
    private String method = "GET";

    @UriParam(label = "producer,advanced")
    private String path;

    @UriParam(label = "producer,advanced", defaultValue = "10000", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    private long requestTimeout = 60_000;

    @UriParam(label = "producer", defaultValue = "600000", javaType = "java.time.Duration")
    private long transferTimeout = 600_000;

    @UriParam(label = "producer", defaultValue = "2")
    private int maxRetries = 2;

    @UriParam(label = "producer,advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long initialBackoff = 1_000;

    @UriParam(label = "producer,advanced", defaultValue = "30000", javaType = "java.time.Duration")
    private long maxBackoff = 30_000;

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    private long maxRetryAfter = 60_000;

    @UriParam(label = "producer,advanced", defaultValue = "false")
    private boolean retryNonIdempotent;

    @UriParam(label = "producer,advanced", defaultValue = "64")
    private int maxConnections = 64;

    @UriParam(label = "producer,advanced", defaultValue = "30000", javaType = "java.time.Duration")
    private long keepAlive = 30_000;

    @UriParam(label = "producer,advanced", defaultValue = "4194304")
    private int maxResponseSize = 4_194_304;

    @UriParam(label = "proxy")
    private String proxyHost;

    @UriParam(label = "proxy")
    private Integer proxyPort;

    @UriParam(label = "proxy", enums = "HTTP,SOCKS4,SOCKS5", defaultValue = "HTTP")
    private String proxyType = "HTTP";

    @UriParam(label = "proxy", secret = true)
    private String proxyUser;

    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    /** A copy with its own values, so that two endpoints never share an account. */
    public ProviderConfiguration copy() {
        try {
            return (ProviderConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public Transport transport() {
        Transport.Proxy proxy = proxyHost == null
                ? null
                : new Transport.Proxy(
                        proxyType, proxyHost, proxyPort == null ? 8080 : proxyPort, proxyUser, proxyPassword);
        return new Transport(
                Duration.ofMillis(connectTimeout),
                Duration.ofMillis(keepAlive),
                maxConnections,
                sslContextParameters,
                proxy);
    }

    public RetryPolicy retryPolicy() {
        return new RetryPolicy(
                maxRetries,
                Duration.ofMillis(initialBackoff),
                Duration.ofMillis(maxBackoff),
                Duration.ofMillis(maxRetryAfter),
                retryNonIdempotent);
    }

    /**
     * A recipient as people type it, in the provider's form.
     *
     * @param field where it stands, for errors
     */
    public String recipient(String typed, String field) {
        return Address.number(typed, field, this);
    }

    /** Says which options are needed before anything can be sent. */
    public abstract void validate();

    protected void validateBaseUrl() {
        if (baseUrl == null || !baseUrl.matches("https?://[^/?#@]+(/[^?#]*)?")) {
            throw new IllegalArgumentException("baseUrl: must be an http or https address with a host, without a"
                    + " user and without a query, such as https://example.com");
        }
    }

    /** The account that this configuration speaks for, in words that are no secret. */
    public abstract String account();

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + account() + "]";
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Where the provider answers: scheme, host and, if need be, a port and a base path. The default is the
     * provider's public address.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getChatId() {
        return chatId;
    }

    /**
     * The chat to act in, by the provider's id. The header CamelCardChatId comes first.
     */
    public void setChatId(String chatId) {
        this.chatId = chatId;
    }

    public String getTo() {
        return to;
    }

    /**
     * The recipient's phone number, for a first touch. The header CamelCardRecipient comes first. Giving both a chat
     * and a recipient is refused.
     */
    public void setTo(String to) {
        this.to = to;
    }

    public boolean isPreferChatId() {
        return preferChatId;
    }

    /**
     * When both a chat and a recipient are given, use the chat instead of refusing.
     */
    public void setPreferChatId(boolean preferChatId) {
        this.preferChatId = preferChatId;
    }

    public String getDefaultRegion() {
        return defaultRegion;
    }

    /**
     * The region, such as US or DE, of numbers written without a country code. Without it such numbers are refused,
     * not guessed.
     */
    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    public boolean isValidatePhone() {
        return validatePhone;
    }

    /**
     * Whether a number that cannot be valid is refused before sending.
     */
    public void setValidatePhone(boolean validatePhone) {
        this.validatePhone = validatePhone;
    }

    public boolean isStrict() {
        return strict;
    }

    /**
     * Whether to refuse a contact card that the provider cannot carry whole, instead of sending what fits and naming
     * the lost fields in the header CamelCardLostFields.
     */
    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    public String getMessageId() {
        return messageId;
    }

    /**
     * For operations on one message, such as react or edit: the message. The header CamelCardMessageId comes first.
     */
    public void setMessageId(String messageId) {
        this.messageId = messageId;
    }

    public String getParticipant() {
        return participant;
    }

    /**
     * For add-participant and remove-participant: the member's number or e-mail address. The header
     * CamelCardParticipant comes first.
     */
    public void setParticipant(String participant) {
        this.participant = participant;
    }

    public String getAttachmentId() {
        return attachmentId;
    }

    /**
     * For operations with an attachment, such as send-media: one that is uploaded already. The header CamelCardAttachmentId comes first.
     */
    public void setAttachmentId(String attachmentId) {
        this.attachmentId = attachmentId;
    }

    public String getCaption() {
        return caption;
    }

    /**
     * For send-media: the text that goes with the file. The header CamelCardCaption comes first.
     */
    public void setCaption(String caption) {
        this.caption = caption;
    }

    public String getFileName() {
        return fileName;
    }

    /**
     * For operations that carry a file: the file's name. The header CamelFileName comes first.
     */
    public void setFileName(String fileName) {
        this.fileName = fileName;
    }

    public String getContentType() {
        return contentType;
    }

    /**
     * For operations that carry a file: its content type. The header Content-Type comes first; without
     * either it is taken from the name.
     */
    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    public String getMethod() {
        return method;
    }

    /**
     * For call: the HTTP method.
     */
    public void setMethod(String method) {
        this.method = method;
    }

    public String getPath() {
        return path;
    }

    /**
     * For call: the path below the root of the API, such as /dev-inbox.
     */
    public void setPath(String path) {
        this.path = path;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long to wait for a connection.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * How long one attempt may take in all, from waiting for a connection to the end of the answer.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getTransferTimeout() {
        return transferTimeout;
    }

    /**
     * As requestTimeout, for calls that carry a file up or down.
     */
    public void setTransferTimeout(long transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    /**
     * How often a failed attempt is repeated. Only what surely sent nothing, or carries the provider's idempotency
     * key, is repeated.
     */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getInitialBackoff() {
        return initialBackoff;
    }

    /**
     * The wait before the first repeat; doubled each time, less a random part.
     */
    public void setInitialBackoff(long initialBackoff) {
        this.initialBackoff = initialBackoff;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    /**
     * The longest wait before a repeat, when the provider does not say how long.
     */
    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    /**
     * The longest wait taken from the provider. When it asks for more, the call fails at once and the exception
     * carries the wait.
     */
    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public boolean isRetryNonIdempotent() {
        return retryNonIdempotent;
    }

    /**
     * Repeat a call also when the message may have been delivered already. This can send a message twice.
     */
    public void setRetryNonIdempotent(boolean retryNonIdempotent) {
        this.retryNonIdempotent = retryNonIdempotent;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    /**
     * The most connections to the provider; more calls than these wait.
     */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public long getKeepAlive() {
        return keepAlive;
    }

    /**
     * How long an idle connection is kept. Shorter than the provider's own limit, so that no call meets a connection
     * that is being closed.
     */
    public void setKeepAlive(long keepAlive) {
        this.keepAlive = keepAlive;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * The largest answer read into memory, in bytes.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /**
     * The proxy on the way to the provider.
     */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    /**
     * The proxy's port.
     */
    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyType() {
        return proxyType;
    }

    /**
     * The kind of proxy.
     */
    public void setProxyType(String proxyType) {
        this.proxyType = proxyType;
    }

    public String getProxyUser() {
        return proxyUser;
    }

    /**
     * The user name at the proxy.
     */
    public void setProxyUser(String proxyUser) {
        this.proxyUser = proxyUser;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /**
     * The password at the proxy.
     */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS trust and keys. Without it the platform's own trust.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
