package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** A chat was made and its first message sent. */
public record ChatCreated(Chat chat, Message message) implements Answer {}
