package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A form as it arrived.
 *
 * @param file the file, or null
 */
record WaForm(ObjectNode fields, File file) {

    /** The file of a form: its bytes, unless it was too large to keep. */
    record File(String field, String name, String contentType, long size, byte[] bytes) {}

    private static final Pattern HEAD = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\"\r\nContent-Type: ([^\r]*))?\r\n\r\n");

    static WaForm read(ReceivedRequest request) {
        String type = request.headers().get("content-type");
        String boundary = "--" + type.replaceFirst(".*boundary=", "");
        // One character for each byte, so that an index in the text is an index in the body.
        String text = new String(request.body(), StandardCharsets.ISO_8859_1);
        ObjectNode fields = Json.object();
        File file = null;
        Matcher head = HEAD.matcher(text);
        for (int from = 0; head.find(from); ) {
            int end = text.indexOf("\r\n" + boundary, head.end());
            boolean whole = end >= 0;
            int until = whole ? end : text.length();
            if (head.group(2) == null) {
                fields.put(head.group(1), utf8(text.substring(head.end(), until)));
            } else {
                long size = whole ? until - head.end() : request.size() - head.end() - boundary.length() - 6;
                byte[] bytes = whole ? text.substring(head.end(), until).getBytes(StandardCharsets.ISO_8859_1) : null;
                file = new File(head.group(1), utf8(head.group(2)), head.group(3), size, bytes);
            }
            from = until;
        }
        return new WaForm(fields, file);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
