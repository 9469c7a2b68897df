package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** A reaction was given. */
public record Reacted(String status, String messageId, String reaction) implements Answer {}
