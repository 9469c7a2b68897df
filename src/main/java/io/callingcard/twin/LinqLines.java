// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lines and their reputation, capability checks, and the block list. */
record LinqLines(LinqState state) {

    Reply list(LinqCall call) {
        return Reply.json(
                200, "phone_numbers", Json.array(state.lines.values().stream().map(LinqLines::json)));
    }

    private static ObjectNode json(Line line) {
        return Json.of(
                """
                {"id": %s, "phone_number": %s, "forwarding_number": %s,
                 "reputation": {"status": %s, "doc_url": "https://docs.linqapp.com/reputation"}}""",
                line.id, line.number, line.forwarding, line.reputation);
    }

    Reply forward(LinqCall call) {
        Line line = state.lines.values().stream()
                .filter(each -> each.id.equals(call.id(1)))
                .findFirst()
                .orElseThrow(() -> new Refusal(2019, "No such phone number"));
        String before = line.forwarding;
        line.forwarding = call.handle("forwarding_number");
        new LinqAccountEvents(state).forwarding(line.number, before, line.forwarding);
        return Reply.json(200, json(line));
    }

    Reply audit(LinqCall call) {
        Line line = state.line(call.id(1));
        Refusal.when(
                state.audits.values().stream()
                        .anyMatch(each -> each.path("line").asText().equals(line.number)),
                1007,
                429,
                "One audit at a time",
                Map.of("retry_after", 600));
        String id = state.nextId();
        ObjectNode audit =
                Json.object().put("audit_id", id).put("line", line.number).put("status", "pending");
        state.audits.put(id, audit);
        return Reply.json(202, audit);
    }

    Reply readAudit(LinqCall call) {
        state.line(call.id(1));
        return Reply.json(200, ChatState.known(state.audits, call.id(2), 2019, "No such audit"));
    }

    Reply available(LinqCall call) {
        call.queries("to").forEach(all -> Stream.of(all.split(",")).forEach(LinqCall::checkedHandle));
        Line line = state.lines.values().stream()
                .filter(each -> !call.queries("exclude_from").contains(each.number))
                .findFirst()
                .orElseThrow(() -> new Refusal(2015, "No usable line"));
        return Reply.json(
                200, Json.object().put("phone_number", line.number).put("vcf_url", call.upload("/vcf/" + line.id)));
    }

    Reply vcf(LinqCall call) {
        StringBuilder card = new StringBuilder("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Us\r\n");
        state.lines
                .values()
                .forEach(line -> card.append("TEL:").append(line.number).append("\r\n"));
        return Reply.file("text/vcard", card.append("END:VCARD\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    Reply check(LinqCall call, String service) {
        ObjectNode body = call.body();
        String address = call.handle("address");
        Refusal.when(service.equals("RCS") && address.contains("@"), 1002, "RCS needs a number");
        if (body.has("from")) {
            state.line(body.get("from").asText());
        }
        String best = state.service(address);
        boolean available = best.equals("iMessage") || best.equals(service);
        ObjectNode answer = Json.object().put("address", address).put("available", available);
        return Reply.json(
                200, available ? answer.put("selected_service", service) : answer.put("reason", "not_supported"));
    }

    Reply blocked(LinqCall call) {
        return Reply.json(200, "blocked_handles", Json.array(state.blocked.values().stream()));
    }

    Reply block(LinqCall call) {
        ObjectNode body = call.body();
        String handle = call.handle("handle");
        ObjectNode entry = Json.object()
                .put("handle", handle)
                .put("blocked_at", state.now().toString());
        entry.set("reason", body.path("reason").isTextual() ? body.get("reason") : Json.STRICT.nullNode());
        state.blocked.put(handle, entry);
        return Reply.json(201, "blocked_handle", entry);
    }

    Reply unblock(LinqCall call) {
        state.blocked.remove(call.handle("handle"));
        return Reply.empty(204);
    }
}
