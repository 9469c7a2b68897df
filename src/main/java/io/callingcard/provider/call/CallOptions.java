package io.callingcard.provider.call;

/** The options that the shared operations read. */
public interface CallOptions {

    String getTo();

    String getChatId();

    boolean isPreferChatId();

    boolean isValidatePhone();

    String getDefaultRegion();

    String getFileName();

    String getContentType();

    /** Returns the time limit of calls that carry a file, in milliseconds. */
    long getTransferTimeout();

    /** Returns the HTTP method of a raw request. */
    String getMethod();

    /** Returns the path of a raw request. */
    String getPath();

    String getBaseUrl();

    /** Returns a description of the account, without secrets. */
    String account();

    /**
     * Converts a recipient to the provider's form.
     *
     * @param field the header or option, for errors
     */
    String recipient(String typed, String field);
}
