package io.callingcard.linq.model;

import io.callingcard.linq.ShareRefusal;
import io.callingcard.provider.call.Answer;

/** The line's card was shared, or not and why. Whether anybody saved it is not told. */
public record CardShared(String chatId, String status, ShareRefusal refusal) implements Answer {

    public static CardShared shared(String chatId) {
        return new CardShared(chatId, "shared", null);
    }

    public static CardShared refused(String chatId, ShareRefusal refusal) {
        return new CardShared(chatId, "not_shared", refusal);
    }
}
