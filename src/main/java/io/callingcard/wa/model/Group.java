package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** A group, by its JID. */
public record Group(String groupId) implements Answer {}
