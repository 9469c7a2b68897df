package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** The provider took the request, and will do it. */
public record Accepted(String status, String message, String chatId, String traceId) implements Answer {}
