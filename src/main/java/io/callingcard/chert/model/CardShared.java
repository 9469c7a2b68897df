package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** The line's own card was shared; whether it was saved is not told. */
public record CardShared(String chatId, String status) implements Answer {}
