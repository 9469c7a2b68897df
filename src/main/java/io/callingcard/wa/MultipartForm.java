package io.callingcard.wa;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.callingcard.provider.wire.WireBody;

/**
 * A multipart form (RFC 7578) with fields and one file, which is streamed from disk.
 *
 * @param fields    the fields, which precede the file
 * @param fileField the name of the file's field
 */
record MultipartForm(Map<String, String> fields, String fileField) {

    private static final String LINE = "\r\n";

    WireBody.Stream with(Path file, long length, String fileName, String contentType) {
        String boundary = "callingcard-" + UUID.randomUUID();
        StringBuilder before = new StringBuilder();
        fields.forEach((name, value) -> begin(before, boundary, name)
                .append(LINE)
                .append(LINE)
                .append(value)
                .append(LINE));
        begin(before, boundary, fileField)
                .append("; filename=\"")
                .append(quoted(fileName))
                .append("\"" + LINE + "Content-Type: ")
                .append(contentType)
                .append(LINE + LINE);
        return new WireBody.Stream(
                file,
                length,
                "multipart/form-data; boundary=" + boundary,
                before.toString().getBytes(StandardCharsets.UTF_8),
                (LINE + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.UTF_8));
    }

    private static StringBuilder begin(StringBuilder text, String boundary, String name) {
        return text.append("--" + boundary + LINE + "Content-Disposition: form-data; name=\"")
                .append(quoted(name))
                .append('"');
    }

    /** Escapes quotes and line ends as browsers do. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** Omits the values: they contain personal data. */
    @Override
    public String toString() {
        return "MultipartForm" + fields.keySet();
    }
}
