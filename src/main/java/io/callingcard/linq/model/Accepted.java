package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** The provider accepted the request and will process it. */
public record Accepted(String status, String message, String chatId, String traceId) implements Answer {}
