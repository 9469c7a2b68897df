// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A form as it arrived.
 *
 * @param fields each a list, since a name may stand there several times
 * @param file   the file, or null
 */
record WaForm(ObjectNode fields, File file) {

    /** The file of a form: its bytes, unless it was too large to keep. */
    record File(String field, String name, String contentType, long size, byte[] bytes) {}

    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]+)\"|([^;\\s\"]+))");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[; ]filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:[ \t]*([^\r\n]*)");
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String OCTETS = "application/octet-stream";

    static boolean hasBoundary(ReceivedRequest request) {
        return boundary(request) != null;
    }

    private static String boundary(ReceivedRequest request) {
        Matcher found = BOUNDARY.matcher(request.headers().getOrDefault("content-type", ""));
        if (!found.find()) {
            return null;
        }
        return "--" + (found.group(1) == null ? found.group(2) : found.group(1));
    }

    /** Refuses a form that breaks off, as the web server does before it looks at anything else. */
    static void check(ReceivedRequest request) {
        boolean isForm = WaContentType.isForm(request) && hasBoundary(request);
        if (!isForm || request.size() > request.body().length) {
            return;
        }
        String text = latin(request.body());
        String boundary = boundary(request);
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.contains(boundary + "--")) {
            throw WaError.plain(400, "cannot read multipart/form-data body: unexpected EOF");
        }
        if (!lower.contains("content-disposition") && !text.startsWith(boundary + "--")) {
            throw WaError.plain(400, "cannot read multipart/form-data body: malformed MIME header: missing colon");
        }
    }

    static WaForm read(ReceivedRequest request) {
        ObjectNode fields = Json.object();
        File file = null;
        String boundary = boundary(request);
        if (boundary == null) {
            return new WaForm(fields, null);
        }
        // One character for each byte, so that an index in the text is an index in the body.
        String text = latin(request.body());
        int part = text.indexOf(boundary);
        while (part >= 0) {
            int head = part + boundary.length();
            int content = text.indexOf(END_OF_HEAD, head);
            if (text.startsWith("--", head) || content < 0) {
                break;
            }
            String headers = text.substring(head, content);
            int begin = content + END_OF_HEAD.length();
            int end = text.indexOf("\r\n" + boundary, begin);
            boolean whole = end >= 0;
            int until = whole ? end : text.length();
            String name = found(NAME, headers, "");
            String fileName = found(FILE_NAME, headers, null);
            if (fileName == null) {
                add(fields, utf8(name), utf8(text.substring(begin, until)));
            } else if (file == null || file.field().isEmpty()) {
                long size = whole ? until - begin : request.size() - begin - boundary.length() - 6;
                byte[] bytes = whole ? text.substring(begin, until).getBytes(StandardCharsets.ISO_8859_1) : null;
                file = new File(utf8(name), utf8(fileName), found(TYPE, headers, OCTETS), size, bytes);
            }
            part = whole ? end + 2 : -1;
        }
        return new WaForm(fields, file);
    }

    private static String found(Pattern pattern, String headers, String otherwise) {
        Matcher found = pattern.matcher(headers);
        return found.find() ? found.group(1).strip() : otherwise;
    }

    private static String latin(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Adds a value to the list of a name. */
    static void add(ObjectNode form, String name, String value) {
        (form.get(name) instanceof ArrayNode list ? list : form.putArray(name)).add(value);
    }
}
