package io.callingcard.provider.call;

/** The options of an endpoint that the calls of all providers read. */
public interface CallOptions {

    String getTo();

    String getChatId();

    boolean isPreferChatId();

    boolean isValidatePhone();

    String getDefaultRegion();

    String getFileName();

    String getContentType();

    /** How long a call that carries a file may take, in milliseconds. */
    long getTransferTimeout();

    /** The HTTP method of a raw request. */
    String getMethod();

    /** The path of a raw request. */
    String getPath();

    String getBaseUrl();

    /** The account that the endpoint sends for, in words that are no secret. */
    String account();

    /**
     * Turns a recipient as people type it into the provider's form.
     *
     * @param field the header or option that it comes from, for errors
     */
    String recipient(String typed, String field);
}
