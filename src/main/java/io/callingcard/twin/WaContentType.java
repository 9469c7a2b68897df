// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Locale;

/** The content type of a request, as the gateway reads it. */
final class WaContentType {

    static final String FORM = "multipart/form-data";

    private WaContentType() {}

    /** The type without its parameters, in lower case. */
    static String of(ReceivedRequest request) {
        return request.headers()
                .getOrDefault("content-type", "")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    static boolean isForm(ReceivedRequest request) {
        return of(request).equals(FORM);
    }
}
