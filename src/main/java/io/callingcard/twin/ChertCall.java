// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call of Chert, and the checks that its bodies share. */
final class ChertCall extends Call {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    ChertCall(ReceivedRequest request, MatchResult path) {
        super(request, path);
    }

    @Override
    ObjectNode read() {
        return Json.read(request.body()).orElseThrow(() -> new Refusal(1004, "Bad JSON"));
    }

    /** Refuses a body: the signature of these calls covers none. */
    void requireNoBody() {
        Refusal.when(request.size() > 0, 1002, "No body is taken here");
    }

    String phone(String field) {
        return checkedPhone(required(field));
    }

    static String checkedPhone(String phone) {
        Refusal.when(!isPhone(phone), 1003, "Bad phone number");
        return phone;
    }

    static boolean isPhone(String phone) {
        return E164.matcher(phone).matches();
    }
}
