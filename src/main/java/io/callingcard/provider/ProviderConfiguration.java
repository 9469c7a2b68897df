// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.inbound.InboundConfiguration;
import io.callingcard.provider.wire.ConnectionPools;
import io.callingcard.provider.wire.ProviderClient;

/** The options that all providers share. */
@UriParams
public abstract class ProviderConfiguration extends InboundConfiguration implements Call.Options, Cloneable {

    @UriParam(
            label = "common",
            description = "The provider's address: scheme, host, and optionally a port and a base path. Default: the "
                    + "provider's public address.")
    private String baseUrl;

    @UriParam(
            label = "producer",
            description = "The provider's id of the chat. The header CamelCardChatId takes precedence.")
    private String chatId;

    @UriParam(
            label = "producer",
            description = "The recipient's phone number, for a first message. The header CamelCardRecipient takes "
                    + "precedence. Giving a chat as well is refused, unless preferChatId is set.")
    private String to;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether the chat is used when both a chat and a recipient are given. By default such a message "
                            + "is refused.")
    private boolean preferChatId;

    @UriParam(
            label = "producer",
            description = "The line to send from: one of your own numbers. The header CamelCardFrom takes precedence.")
    private String from;

    @UriParam(
            label = "producer",
            description =
                    "For react: the reaction. The header CamelCardReaction takes precedence; without both, the body "
                            + "is the reaction.")
    private String reaction;

    @UriParam(
            label = "producer",
            enums = "typing,stopped",
            defaultValue = "typing",
            description =
                    "For typing: whether the typing indicator is shown or removed. The header CamelCardTypingState "
                            + "takes precedence.")
    private String typingState = "typing";

    @UriParam(
            label = "producer",
            description =
                    "For the webhook operations: the event types to subscribe to, separated by commas. Default: all "
                            + "event types.")
    private String webhookEvents;

    @UriParam(
            label = "common",
            description = "The region, such as US or DE, of numbers without a country code. Default: the property "
                    + "callingcard.default-region, or none; then such numbers are refused.")
    private String defaultRegion;

    /** Whether numbers outside the known ranges of their country are let through. */
    private boolean takesUnassigned;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether a number that cannot be valid is refused before sending.")
    private boolean validatePhone = true;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a contact card is refused if the provider cannot carry all of it. By default the rest "
                            + "is sent, and the header CamelCardLostFields names the lost fields.")
    private boolean strict;

    @UriParam(
            label = "producer",
            description =
                    "For operations that carry a file: its name. The header CamelFileName takes precedence. Default: "
                            + "the name of the file in the body.")
    private String fileName;

    @UriParam(
            label = "producer",
            description =
                    "For operations that carry a file: its content type. The header Content-Type takes precedence. "
                            + "Default: derived from the file name.")
    private String contentType;

    @UriParam(
            label = "producer,advanced",
            enums = "GET,POST,PUT,PATCH,DELETE",
            defaultValue = "GET",
            description = "For raw-request: the HTTP method.")
    private String method = "GET";

    @UriParam(
            label = "producer,advanced",
            description = "For raw-request: the path below the root of the API, such as /dev-inbox.")
    private String path;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long to wait for a connection.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long one attempt may take, from waiting for a connection to the end of the answer.")
    private long requestTimeout = 60_000;

    @UriParam(
            label = "producer",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description = "How long one attempt may take for calls that carry a file.")
    private long transferTimeout = 600_000;

    @UriParam(
            label = "producer",
            defaultValue = "2",
            description =
                    "How often a failed attempt is retried. Only attempts that surely sent nothing, or that carry "
                            + "the provider's idempotency key, are retried.")
    private int maxRetries = 2;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1000",
            javaType = "java.time.Duration",
            description = "The wait before the first retry. The wait doubles with each retry, and is shortened "
                    + "by a random part.")
    private long initialBackoff = 1_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "The longest wait before a retry, if the provider does not name a wait.")
    private long maxBackoff = 30_000;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "The longest wait before a retry that the provider may ask for. If it asks for more, "
                    + "the call fails at once, and the exception has the wait.")
    private long maxRetryAfter = 60_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether to retry even if the message may have been delivered. This can send a message twice.")
    private boolean retryNonIdempotent;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "64",
            description = "The maximum number of connections to the provider. Further calls wait.")
    private int maxConnections = 64;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "How long an idle connection is kept. Keep it shorter than the provider's own limit.")
    private long keepAlive = 30_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "4194304",
            description = "The largest answer that is read into memory, in bytes.")
    private int maxResponseSize = 4_194_304;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "false",
            description =
                    "Whether the route continues on the event loop that received the answer, which saves a change "
                            + "of thread. Only for routes in which nothing after this step blocks.")
    private boolean continueOnEventLoop;

    @UriParam(label = "proxy", description = "The host of the proxy. Default: no proxy.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "The port of the proxy. Default: 8080.")
    private Integer proxyPort;

    @UriParam(
            label = "proxy",
            enums = "HTTP,SOCKS4,SOCKS5",
            defaultValue = "HTTP",
            description = "The type of the proxy.")
    private String proxyType = "HTTP";

    @UriParam(label = "proxy", secret = true, description = "The user name for the proxy.")
    private String proxyUser;

    @UriParam(label = "proxy", secret = true, description = "The password for the proxy.")
    private String proxyPassword;

    @UriParam(
            label = "security",
            description = "The TLS trust and key settings. Default: the trust settings of the JVM.")
    private SSLContextParameters sslContextParameters;

    /** Copies the options for one endpoint, so that endpoints never share changes by accident. */
    public ProviderConfiguration copy() {
        try {
            return (ProviderConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public ConnectionPools.Transport transport() {
        ConnectionPools.Transport.Proxy proxy = proxyHost == null
                ? null
                : new ConnectionPools.Transport.Proxy(
                        proxyType, proxyHost, proxyPort == null ? 8080 : proxyPort, proxyUser, proxyPassword);
        return new ConnectionPools.Transport(
                Duration.ofMillis(connectTimeout),
                Duration.ofMillis(keepAlive),
                maxConnections,
                sslContextParameters,
                proxy);
    }

    public ProviderClient.RetryPolicy retryPolicy() {
        return new ProviderClient.RetryPolicy(
                maxRetries,
                Duration.ofMillis(initialBackoff),
                Duration.ofMillis(maxBackoff),
                Duration.ofMillis(maxRetryAfter),
                retryNonIdempotent);
    }

    @Override
    public String recipient(String typed, String field) {
        return Address.number(typed, field, this);
    }

    /** Checks the options that sending needs. */
    public abstract void validate();

    /** Returns how long the provider recognizes a repeat by its idempotency key; zero if it never does. */
    protected Duration keyLifetime() {
        return Duration.ZERO;
    }

    /** With a limit of 0 no message would have an answer. */
    protected void validateLimits() {
        requirePositive("connectTimeout", connectTimeout, "30s");
        requirePositive("requestTimeout", requestTimeout, "30s");
        requirePositive("transferTimeout", transferTimeout, "30s");
        requirePositive("maxConnections", maxConnections, "64");
        requirePositive("maxResponseSize", maxResponseSize, "4194304");
    }

    private static void requirePositive(String option, long value, String example) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + ": must be more than 0. Use a value such as " + example + ".");
        }
    }

    protected void validateBaseUrl() {
        if (baseUrl == null || !baseUrl.matches("https?://[^/?#@]+(/[^?#]*)?")) {
            throw new IllegalArgumentException(
                    "baseUrl: must be an http or https address with a host, without a user or a query. Example:"
                            + " https://example.com");
        }
    }

    @Override
    public abstract String account();

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + account() + "]";
    }

    @Override
    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public String getChatId() {
        return chatId;
    }

    public void setChatId(String chatId) {
        this.chatId = chatId;
    }

    @Override
    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    @Override
    public boolean isPreferChatId() {
        return preferChatId;
    }

    public void setPreferChatId(boolean preferChatId) {
        this.preferChatId = preferChatId;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getReaction() {
        return reaction;
    }

    public void setReaction(String reaction) {
        this.reaction = reaction;
    }

    public String getTypingState() {
        return typingState;
    }

    public void setTypingState(String typingState) {
        this.typingState = typingState;
    }

    public String getWebhookEvents() {
        return webhookEvents;
    }

    public void setWebhookEvents(String webhookEvents) {
        this.webhookEvents = webhookEvents;
    }

    /** Reads the settings that all components share, where no option sets them. */
    void complete(CamelContext context) {
        PhoneNumbers.Rules rules = PhoneNumbers.Rules.of(context, defaultRegion);
        defaultRegion = rules.defaultRegion();
        takesUnassigned = rules.takesUnassigned();
    }

    @Override
    public PhoneNumbers.Rules phoneRules() {
        return new PhoneNumbers.Rules(defaultRegion, takesUnassigned);
    }

    public String getDefaultRegion() {
        return defaultRegion;
    }

    public void setDefaultRegion(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    @Override
    public boolean isValidatePhone() {
        return validatePhone;
    }

    public void setValidatePhone(boolean validatePhone) {
        this.validatePhone = validatePhone;
    }

    public boolean isStrict() {
        return strict;
    }

    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    @Override
    public String getFileName() {
        return fileName;
    }

    public void setFileName(String fileName) {
        this.fileName = fileName;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    @Override
    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    @Override
    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    @Override
    public long getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(long transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getInitialBackoff() {
        return initialBackoff;
    }

    public void setInitialBackoff(long initialBackoff) {
        this.initialBackoff = initialBackoff;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public boolean isRetryNonIdempotent() {
        return retryNonIdempotent;
    }

    public void setRetryNonIdempotent(boolean retryNonIdempotent) {
        this.retryNonIdempotent = retryNonIdempotent;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public long getKeepAlive() {
        return keepAlive;
    }

    public void setKeepAlive(long keepAlive) {
        this.keepAlive = keepAlive;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public boolean isContinueOnEventLoop() {
        return continueOnEventLoop;
    }

    public void setContinueOnEventLoop(boolean continueOnEventLoop) {
        this.continueOnEventLoop = continueOnEventLoop;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyType() {
        return proxyType;
    }

    public void setProxyType(String proxyType) {
        this.proxyType = proxyType;
    }

    public String getProxyUser() {
        return proxyUser;
    }

    public void setProxyUser(String proxyUser) {
        this.proxyUser = proxyUser;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
