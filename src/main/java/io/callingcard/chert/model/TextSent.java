package io.callingcard.chert.model;

import io.callingcard.provider.call.Answer;

/** A text went out to a number; the lead id is the chat's id. */
public record TextSent(
        String status, String messageId, String leadId, Boolean leadCreated, String convoId, String phoneLineId)
        implements Answer {}
