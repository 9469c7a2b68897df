// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.regex.Pattern;

/** The gateway's check of addresses. */
final class WaUrl {

    private static final Pattern VALID = Pattern.compile(
            "(?i)(?:(?:https?|ftp|tcp|udp|wss?)://)?(?:[^\\s/?#@]+@)?(?:localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|[a-z0-9](?:[a-z0-9_-]*"
                    + "[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\\.[a-z][a-z0-9-]*)(?::\\d{1,5})?(?:[/?#]\\S*)?");

    private WaUrl() {}

    static boolean isValid(String url) {
        return VALID.matcher(url).matches();
    }
}
