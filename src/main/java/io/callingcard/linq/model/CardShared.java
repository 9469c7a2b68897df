package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** Whether the line's card was shared, and why not. The provider does not report whether the recipient saved it. */
public record CardShared(String chatId, String status, ShareRefusal refusal) implements Answer {

    public static CardShared shared(String chatId) {
        return new CardShared(chatId, "shared", null);
    }

    public static CardShared refused(String chatId, ShareRefusal refusal) {
        return new CardShared(chatId, "not_shared", refusal);
    }
}
