package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** Where the picture of a person or a group is. */
public record Avatar(String url, String id, String type) implements Answer {

    @Override
    public String toString() {
        return "Avatar[" + type + "]";
    }
}
