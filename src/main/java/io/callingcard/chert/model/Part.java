package io.callingcard.chert.model;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.callingcard.provider.call.Answer;

/** A part of a message: a text, an uploaded file, or a link with its preview. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Part(
        String type,
        String value,
        String attachmentId,
        String url,
        String title,
        String summary,
        String imageUrl,
        String iconUrl)
        implements Answer {

    @Override
    public String toString() {
        return "Part[" + type + "]";
    }
}
