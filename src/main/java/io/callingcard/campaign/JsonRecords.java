// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.callingcard.card.InputLimit;

/**
 * Reads the objects of a JSON array, or objects one after the other. Finds the end of each by its brackets before it is
 * parsed, so that one that cannot be parsed, or is too large, costs itself only.
 */
final class JsonRecords implements Iterator<RawLead> {

    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(InputLimit.JSON_NESTING.most())
                            .maxNumberLength(InputLimit.JSON_NUMBER.most())
                            .maxStringLength(InputLimit.LEAD_BYTES.most())
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private static final int END = -1;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream stream;
    /** Read byte by byte without a lock, which a buffered stream would take each time. */
    private final byte[] chunk = new byte[8192];

    private int at;
    private int length;
    private int current;
    private boolean isArray;
    private boolean isOver;
    private RawLead next;

    JsonRecords(InputStream stream) throws IOException {
        this.stream = stream;
        current = byteOrEnd();
        for (int i = 0; i < BYTE_ORDER_MARK.length && current == BYTE_ORDER_MARK[i]; i++) {
            current = byteOrEnd();
        }
        skipBetween();
        if (current == '[') {
            isArray = true;
            current = byteOrEnd();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            if (next == null && !isOver) {
                next = read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next != null;
    }

    @Override
    public RawLead next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RawLead record = next;
        next = null;
        return record;
    }

    private RawLead read() throws IOException {
        skipBetween();
        if (current == END) {
            isOver = true;
            return isArray ? unreadable() : null;
        }
        if (current == ']' && isArray) {
            isOver = true;
            current = byteOrEnd();
            skipBetween();
            return current == END ? null : unreadable();
        }
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        boolean isObject = current == '{';
        if (!element(bytes)) {
            isOver = true;
            return unreadable();
        }
        if (!isObject) {
            return RawLead.refused(null, "record", RefusalReason.NOT_A_LEAD, "is not a JSON object. Write it in { }.");
        }
        return parsed(bytes);
    }

    private static RawLead parsed(ByteArrayBuilder bytes) {
        if (bytes.size() > InputLimit.LEAD_BYTES.most()) {
            return RawLead.refused(
                    null,
                    "record",
                    RefusalReason.TOO_LONG,
                    "is larger than " + InputLimit.LEAD_BYTES.most() + " bytes. Shorten it.");
        }
        try {
            return RawLead.of(null, JSON.readValue(bytes.toByteArray(), MAP));
        } catch (StreamConstraintsException e) {
            return RawLead.refused(
                    null,
                    "record",
                    RefusalReason.TOO_DEEP,
                    "is nested more than " + InputLimit.JSON_NESTING.most()
                            + " levels deep, or has a number that is too long. Send the fields of a lead only.");
        } catch (IOException e) {
            // The parser's message quotes the record.
            return RawLead.refused(
                    null,
                    "record",
                    RefusalReason.UNREADABLE,
                    "is not valid JSON. Check its quotes, commas and brackets.");
        }
    }

    private static RawLead unreadable() {
        return RawLead.refused(
                null,
                "body",
                RefusalReason.UNREADABLE,
                "is not JSON from here on. Set the option format, or mend the body.");
    }

    private void skipBetween() throws IOException {
        while (current == ',' || current != END && Character.isWhitespace(current)) {
            current = byteOrEnd();
        }
    }

    /** Copies one value up to its end. Returns false if the stream ends before. */
    private boolean element(ByteArrayBuilder bytes) throws IOException {
        int depth = 0;
        do {
            if (current == END) {
                return false;
            }
            if (current == '"') {
                if (!text(bytes)) {
                    return false;
                }
            } else if (current == '{' || current == '[') {
                depth++;
            } else if (current == '}' || current == ']') {
                depth--;
            }
            copy(bytes);
        } while (depth > 0 || !isEnd());
        return true;
    }

    /** Whether a value outside of brackets ends before the current byte. */
    private boolean isEnd() {
        return current == END
                || current == ','
                || current == ']'
                || current == '{'
                || current == '['
                || Character.isWhitespace(current);
    }

    /** Copies a text up to its closing quote, which becomes the current byte. */
    private boolean text(ByteArrayBuilder bytes) throws IOException {
        copy(bytes);
        while (current != '"') {
            if (current == '\\') {
                copy(bytes);
            }
            if (current == END) {
                return false;
            }
            copy(bytes);
        }
        return true;
    }

    private void copy(ByteArrayBuilder bytes) throws IOException {
        if (bytes.size() <= InputLimit.LEAD_BYTES.most()) {
            bytes.append(current);
        }
        current = byteOrEnd();
    }

    private int byteOrEnd() throws IOException {
        if (at == length) {
            at = 0;
            length = Math.max(0, stream.read(chunk));
        }
        return at == length ? END : chunk[at++] & 0xFF;
    }
}
