package io.callingcard.linq.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;

/** A part of a message: a text, a file or a link. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Part(
        String type,
        String value,
        String id,
        String filename,
        String mimeType,
        Long sizeBytes,
        String url,
        JsonNode textDecorations,
        JsonNode reactions)
        implements Answer {

    @Override
    public String toString() {
        return "Part[" + type + "]";
    }
}
