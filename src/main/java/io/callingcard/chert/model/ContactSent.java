package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** A contact card went out. There is no message id: the card cannot be tracked. */
public record ContactSent(String chatId, String status) implements Answer {}
