package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** The gateway's answer to a message. */
public record SentAnswer(Sent results) implements Answer {}
