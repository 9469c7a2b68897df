// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes vCard files. A file declares its charset with a byte order mark, for each line (2.1), or not at all. Outlook
 * and old phones declare one charset and write another.
 */
final class VCardBytes {

    private static final Charset FALLBACK = Charset.forName("windows-1252");

    /** The charset parameter of 2.1, before the value of a line. */
    private static final Pattern CHARSET =
            Pattern.compile("^[^:]*?;CHARSET=\"?([A-Za-z0-9_.:+-]+?)\"?[;:]", Pattern.CASE_INSENSITIVE);

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private VCardBytes() {}

    /** Removes the byte order mark and blank lines that editors and mail programs put first. */
    static String withoutLead(String text) {
        int start = 0;
        while (start < text.length()
                && (text.charAt(start) == BYTE_ORDER_MARK || Character.isWhitespace(text.charAt(start)))) {
            start++;
        }
        return text.substring(start);
    }

    static String decode(byte[] bytes) {
        String marked = decodeByMark(bytes);
        if (marked != null) {
            return marked;
        }
        String text = decodeStrictly(bytes);
        if (text == null) {
            text = decodeStrictly(withWholeCharacters(bytes));
        }
        boolean singleCharset = text != null && !containsCharsetParameter(text);
        return singleCharset ? text : decodeLines(bytes);
    }

    private static String decodeByMark(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0, 'B')) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        return startsWith(bytes, 'B', 0) ? new String(bytes, StandardCharsets.UTF_16LE) : null;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decodeStrictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private static boolean containsCharsetParameter(String text) {
        return text.indexOf("CHARSET=") >= 0 || text.indexOf("charset=") >= 0 || text.indexOf("Charset=") >= 0;
    }

    /** Removes folds in the middle of a character. Some writers fold by octets. */
    private static byte[] withWholeCharacters(byte[] bytes) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            whole.write(bytes[i]);
            int next = i + 1;
            if (bytes[i] < 0) {
                int resumed = afterFold(bytes, next);
                if (resumed < bytes.length && isContinuation(bytes[resumed])) {
                    next = resumed;
                }
            }
            i = next;
        }
        return whole.toByteArray();
    }

    private static int afterFold(byte[] bytes, int at) {
        int i = at;
        if (i < bytes.length && bytes[i] == '\r') {
            i++;
        }
        if (i + 1 < bytes.length && bytes[i] == '\n' && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t')) {
            return i + 2;
        }
        return at;
    }

    private static boolean isContinuation(byte octet) {
        return (octet & 0xC0) == 0x80;
    }

    private static String decodeLines(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        Charset declared = null;
        for (int start = 0; start < bytes.length; ) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            end = Math.min(end + 1, bytes.length);
            boolean continues = bytes[start] == ' ' || bytes[start] == '\t';
            if (!continues) {
                declared = declaredCharset(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
            }
            text.append(decodeLine(ByteBuffer.wrap(bytes, start, end - start), declared));
            start = end;
        }
        return text.toString();
    }

    private static Charset declaredCharset(String line) {
        Matcher matcher = CHARSET.matcher(line);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : null;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static String decodeLine(ByteBuffer line, Charset declared) {
        Charset charset = declared == null ? StandardCharsets.UTF_8 : declared;
        try {
            return charset.newDecoder().decode(line.duplicate()).toString();
        } catch (CharacterCodingException otherThanDeclared) {
            return FALLBACK.decode(line).toString();
        }
    }
}
