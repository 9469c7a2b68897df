// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * A multipart form (RFC 7578) with fields and one file, which is streamed from disk.
 *
 * @param fields    the fields, which precede the file
 * @param fileField the name of the file's field
 */
record MultipartForm(Map<String, String> fields, String fileField) {

    private static final String LINE = "\r\n";

    /** Creates the request that posts the form with a file. */
    WireRequest request(Call<WaConfiguration> call, String target, MediaFile file) {
        return call.request(HttpMethod.POST, target, with(file))
                .withTimeout(Duration.ofMillis(call.options().getTransferTimeout()));
    }

    private WireBody.Stream with(MediaFile file) {
        String boundary = "callingcard-" + UUID.randomUUID();
        StringBuilder before = new StringBuilder();
        fields.forEach((name, value) -> begin(before, boundary, name)
                .append(LINE)
                .append(LINE)
                .append(value)
                .append(LINE));
        begin(before, boundary, fileField)
                .append("; filename=\"")
                .append(quoted(file.name()))
                .append("\"" + LINE + "Content-Type: ")
                .append(file.contentType())
                .append(LINE + LINE);
        return new WireBody.Stream(
                file.path(),
                file.size(),
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
