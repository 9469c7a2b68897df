package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** The line left the group. */
public record ChatLeft(String chatId, String status) implements Answer {}
