// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.callingcard.provider.error.InvalidValueException;

/**
 * A file of leads that the console sends, as a text in JSON.
 *
 * @param columns the column of each field; a null value is a field without a column
 * @param agreed  whether all people of the file agreed
 */
record ImportRequest(String campaign, byte[] content, Map<String, String> columns, boolean agreed) {

    /** The largest request, in bytes. */
    static final int LARGEST = 32 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(LARGEST).build())
            .build();

    /** Parses a request. The text of the file is copied piece by piece, because it can be large. */
    static ImportRequest of(byte[] body) {
        String campaign = null;
        byte[] content = null;
        Map<String, String> columns = new HashMap<>();
        boolean agreed = false;
        try (JsonParser parser = JSON.createParser(body)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "body", "is not a JSON object.");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "campaign" -> campaign = parser.getText();
                    case "content" -> {
                        require(value == JsonToken.VALUE_STRING, "content", "is no text. Send the file as a text.");
                        content = bytes(parser);
                    }
                    case "columns" -> columns = columns(parser);
                    case "consent" -> agreed = value == JsonToken.VALUE_TRUE;
                    default ->
                        throw new InvalidValueException(
                                "body", "has an unknown field. Use campaign, content, columns and consent.");
                }
            }
        } catch (IOException e) {
            throw new InvalidValueException("body", "is not JSON. Send a JSON object.");
        }
        require(campaign != null, "campaign", "is missing. Name the campaign of the leads.");
        require(content != null, "content", "is missing. Send the file as a text.");
        return new ImportRequest(campaign, content, columns, agreed);
    }

    private static void require(boolean isRight, String field, String reason) {
        if (!isRight) {
            throw new InvalidValueException(field, reason);
        }
    }

    private static byte[] bytes(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            parser.getText(writer);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> columns(JsonParser parser) throws IOException {
        Map<String, String> columns = new HashMap<>();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return columns;
        }
        require(
                parser.currentToken() == JsonToken.START_OBJECT,
                "columns",
                "is no object. Write the column of each field, such as {\"phone\": \"Mobile\"}.");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            require(
                    value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL,
                    "columns",
                    "has a value that is no text. Write the name of a column, or null.");
            columns.put(field, value == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        return columns;
    }

    /** Leaves out the people. */
    @Override
    public String toString() {
        return "ImportRequest[" + campaign + "]";
    }
}
