package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** The typing indicator was set. */
public record TypingShown(String status, String chatId, String state) implements Answer {}
