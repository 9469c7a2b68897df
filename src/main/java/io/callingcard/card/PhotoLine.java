// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ezvcard.VCardVersion;

/** Reads and writes lines with bytes or a URL. For bytes, 3.0 uses base64 parameters and 4.0 a {@code data:} URL. */
final class PhotoLine {

    private static final String DATA = "data:";
    private static final String BASE64_MARK = ";base64,";

    private PhotoLine() {}

    static CardPhoto read(CardProperty line) {
        if (isBase64(line)) {
            return photo(line.value(), mediaType(line));
        }
        String value = line.text();
        int mark = value.indexOf(BASE64_MARK);
        if (value.startsWith(DATA) && mark > 0) {
            return photo(value.substring(mark + BASE64_MARK.length()), value.substring(DATA.length(), mark));
        }
        return value.isBlank() ? null : CardPhoto.ofUrl(value);
    }

    static CardProperty write(CardPhoto photo, VCardVersion version) {
        boolean four = version == VCardVersion.V4_0;
        if (photo.url() != null) {
            return CardProperty.of("PHOTO", four ? Map.of() : Map.of("VALUE", List.of("uri")), photo.url());
        }
        String base64 = Base64.getEncoder().encodeToString(photo.bytes());
        CardProperty inline = CardProperty.of("PHOTO", inlineParameters(photo.contentType()), base64);
        return four ? toDataUri(inline) : inline;
    }

    /** Converts a line from 4.0 to 3.0. */
    static CardProperty toInline(CardProperty line) {
        String value = line.value();
        int mark = value.indexOf(BASE64_MARK);
        if (!value.startsWith(DATA) || mark < 0) {
            return line.hasParameter("VALUE", "text") ? line : line.withParameter("VALUE", List.of("uri"));
        }
        CardProperty inline =
                line.withParameter("VALUE", List.of()).withValue(value.substring(mark + BASE64_MARK.length()));
        for (Map.Entry<String, List<String>> parameter :
                inlineParameters(value.substring(DATA.length(), mark)).entrySet()) {
            inline = inline.withParameter(parameter.getKey(), parameter.getValue());
        }
        return inline;
    }

    /** Converts a line from 3.0 to 4.0. */
    static CardProperty toDataUri(CardProperty line) {
        if (!isBase64(line)) {
            return line.hasParameter("VALUE", "uri") ? line.withParameter("VALUE", List.of()) : line;
        }
        String type = mediaType(line);
        return line.withParameter("ENCODING", List.of())
                .withParameter("TYPE", List.of())
                .withValue(DATA + (type == null ? "" : type) + BASE64_MARK + line.value());
    }

    private static boolean isBase64(CardProperty line) {
        return line.hasParameter("ENCODING", "b") || line.hasParameter("ENCODING", "BASE64");
    }

    private static CardPhoto photo(String base64, String contentType) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        return bytes.length == 0 ? null : CardPhoto.ofBytes(bytes, contentType);
    }

    /** Version 3.0 names only the subtype; the line name implies the main type. */
    private static String mediaType(CardProperty line) {
        List<String> types = line.parameter("TYPE");
        if (types.isEmpty()) {
            return null;
        }
        String subtype = types.get(0);
        if (subtype.indexOf('/') >= 0) {
            return subtype;
        }
        return (line.is("SOUND") ? "audio/" : line.is("KEY") ? "application/" : "image/") + subtype;
    }

    private static Map<String, List<String>> inlineParameters(String contentType) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("ENCODING", List.of("b"));
        String type = CardText.optional(contentType);
        if (type != null) {
            parameters.put("TYPE", List.of(type.substring(type.indexOf('/') + 1)));
        }
        return parameters;
    }
}
