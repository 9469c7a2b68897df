// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call for one device, and the checks that all calls share. */
final class WaCall extends Call {

    private static final String STARTS_WITH_0 =
            "phone number must be in international format (should not start with 0). "
                    + "For Indonesian numbers, use 62xxx format instead of 08xxx";
    private static final int LONGEST_NUMBER = 15;
    static final Set<Long> DURATIONS = Set.of(0L, 86_400L, 604_800L, 7_776_000L);

    /** The device; null for a call that needs none. */
    final WaState.Slot slot;

    private final WaDialect dialect;
    private WaBody description = WaBody.of("");

    WaCall(ReceivedRequest request, MatchResult path, WaState.Slot slot, WaDialect dialect) {
        super(request, path);
        this.slot = slot;
        this.dialect = dialect;
    }

    WaDialect dialect() {
        return dialect;
    }

    /** Reads the body, before anything else is looked at. */
    WaCall with(WaBody itsDescription) {
        description = itsDescription;
        body();
        return this;
    }

    @Override
    ObjectNode read() {
        return description.read(request);
    }

    /** The form of an upload. */
    WaForm form() {
        boolean isForm = WaContentType.isForm(request);
        return isForm ? WaForm.read(request) : new WaForm(Json.object(), null);
    }

    /** The text of a field of the body, or empty. */
    String text(String field) {
        return text(body(), field);
    }

    /** The text of a field, or empty. */
    static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }

    /** Refuses blank fields and names all of them in one message. */
    void require(String... fields) {
        String blank = Stream.of(fields)
                .sorted()
                .filter(field -> text(field).isEmpty())
                .map(field -> field + ": cannot be blank")
                .collect(Collectors.joining("; "));
        WaError.invalidWhen(!blank.isEmpty(), blank + ".");
    }

    /** The address that the message goes to. */
    String address() {
        return suffixed(text("phone"));
    }

    /** A whole number of the query; another text counts as absent, as in the gateway. */
    long count(String name, long usual) {
        String given = query(name);
        try {
            return given == null || given.isEmpty() ? usual : Long.parseLong(given);
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    /** A query parameter that must be there. */
    String requiredQuery(String name) {
        String value = query(name);
        WaError.invalidWhen(value == null || value.isEmpty(), name + ": cannot be blank.");
        return value;
    }

    /** The gateway adds the suffix by the length of the number. */
    static String suffixed(String phone) {
        if (phone.contains("@") || phone.isEmpty()) {
            return phone;
        }
        return phone + (phone.length() <= LONGEST_NUMBER ? "@s.whatsapp.net" : "@g.us");
    }

    /** Checks the fields that all messages share. */
    void checkMessage() {
        require("phone");
        checkNumber(text("phone"), "");
        checkDuration();
    }

    void checkDuration() {
        WaError.invalidWhen(
                !DURATIONS.contains(body().path("duration").asLong()),
                "duration must be one of: 0 (no expiry), 86400 (24h), 604800 (7d), 7776000 (90d)");
    }

    static void checkNumber(String phone, String whose) {
        WaError.invalidWhen(phone.replaceFirst("^\\+", "").startsWith("0"), whose + STARTS_WITH_0);
    }

    /** Refuses a device that is not logged in. */
    void requireLogin() {
        switch (slot.login) {
            case NONE -> throw WaError.INVALID_WA_CLI.refusal();
            case OFFLINE -> throw WaError.AUTHENTICATION_ERROR.refusal();
            case UNSCANNED -> throw WaError.AUTHENTICATION_ERROR.refusal("you are not logged in");
            case READY -> {}
        }
    }

    /** The address in WhatsApp's form. */
    static String jid(String address) {
        WaError.internalWhen(!address.contains("@"), "invalid JID " + address);
        String user = address.substring(0, address.lastIndexOf('@')).replaceFirst("^\\+", "");
        String server = address.substring(address.lastIndexOf('@') + 1);
        WaError.internalWhen(user.isBlank(), "invalid JID " + address);
        WaError.internalWhen(user.contains(":"), "message recipient must be a user JID with no device part");
        WaError.internalWhen(
                !Set.of("s.whatsapp.net", "g.us", "lid", "newsletter", "broadcast")
                        .contains(server),
                "can't send message to unknown server " + server);
        return user + "@" + server;
    }

    static Reply ok(String message, JsonNode results) {
        ObjectNode body = Json.object().put("code", "SUCCESS").put("message", message);
        if (results != null) {
            body.set("results", results);
        }
        return Reply.json(200, body);
    }

    /** A message that was sent. The gateway repeats the status as its message; its documentation shows other words. */
    Reply sent(String id, String status) {
        return dialect == WaDialect.DOCS
                ? ok("Success", Json.object().put("message_id", id).put("status", documented(status)))
                : done(id, status);
    }

    private static String documented(String status) {
        return status.replaceFirst(" sent to .*", " sent successfully");
    }

    static Reply done(String id, String status) {
        return ok(status, Json.object().put("message_id", id).put("status", status));
    }

    static Reply ok() {
        return ok("Success", null);
    }
}
