package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** The chat was marked as read. */
public record MarkedRead(String chatId, String status) implements Answer {}
