// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Converter;

import io.callingcard.provider.wire.Json;

/** Converts answers to JSON, maps, bytes, streams and text. */
@Converter(generateLoader = true)
final class AnswerConverters {

    private AnswerConverters() {}

    @Converter
    static JsonNode toJson(Answer answer) {
        return Json.tree(answer);
    }

    @Converter
    @SuppressWarnings("unchecked")
    static Map<String, Object> toMap(Answer answer) {
        return Json.convert(answer, Map.class);
    }

    @Converter
    static byte[] toBytes(Answer answer) {
        return Json.write(answer);
    }

    @Converter
    static InputStream toStream(Answer answer) {
        return new ByteArrayInputStream(toBytes(answer));
    }

    @Converter
    static String toText(Answer answer) {
        return new String(toBytes(answer), StandardCharsets.UTF_8);
    }
}
