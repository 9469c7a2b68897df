package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** A text that was sent to a number. The lead's id is the chat's id. */
public record MessageSent(
        String status, String messageId, String leadId, Boolean leadCreated, String convoId, String phoneLineId)
        implements Answer {}
