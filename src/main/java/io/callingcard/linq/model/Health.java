package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** The standing of a chat or a line, and where it is explained. */
public record Health(String status, String docUrl, String updatedAt) implements Answer {}
