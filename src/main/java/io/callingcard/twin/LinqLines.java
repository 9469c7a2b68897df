package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lines and their reputation, capability checks, and the block list. */
final class LinqLines {

    private final LinqTwin twin;

    LinqLines(LinqTwin twin) {
        this.twin = twin;
    }

    void addTo(LinqTwin routes) {
        routes.route("GET", "/phone_numbers", this::list);
        routes.route("GET", "/phonenumbers", this::list);
        routes.route("PUT", "/phone_numbers/{}", this::forward);
        routes.route("POST", "/phone_numbers/{}/reputation_audit", this::audit);
        routes.route("GET", "/phone_numbers/{}/reputation_audit/{}", this::readAudit);
        routes.route("GET", "/available_number", this::available);
        routes.openRoute("GET", "/vcf/{}", this::vcf);
        routes.route("POST", "/capability/check_imessage", call -> check(call, "iMessage"));
        routes.route("POST", "/capability/check_rcs", call -> check(call, "RCS"));
        routes.route("GET", "/blocked_handles", this::blocked);
        routes.route("POST", "/blocked_handles", this::block);
        routes.route("DELETE", "/blocked_handles", this::unblock);
    }

    private Reply list(LinqCall call) {
        ObjectNode answer = Json.object();
        ArrayNode lines = answer.putArray("phone_numbers");
        twin.state().lines.values().forEach(line -> lines.add(json(line)));
        return Reply.json(200, answer);
    }

    private static ObjectNode json(LinqState.Line line) {
        ObjectNode json = Json.object()
                .put("id", line.id)
                .put("phone_number", line.number)
                .put("forwarding_number", line.forwarding);
        json.putObject("reputation")
                .put("status", line.reputation)
                .put("doc_url", "https://docs.linqapp.com/reputation");
        return json;
    }

    private Reply forward(LinqCall call) {
        LinqState.Line line = twin.state().lines.values().stream()
                .filter(each -> each.id.equals(call.id(1)))
                .findFirst()
                .orElseThrow(() -> new LinqRefusal(2019, "No such phone number"));
        line.forwarding = LinqCall.handle(LinqCall.required(call.body(), "forwarding_number"));
        return Reply.json(200, json(line));
    }

    private Reply audit(LinqCall call) {
        LinqState.Line line = twin.state().line(call.id(1));
        if (twin.state().audits.values().stream()
                .anyMatch(each -> each.path("line").asText().equals(line.number))) {
            throw new LinqRefusal(1007, 429, "One audit at a time", 600);
        }
        String id = twin.state().nextId();
        ObjectNode audit =
                Json.object().put("audit_id", id).put("line", line.number).put("status", "pending");
        twin.state().audits.put(id, audit);
        return Reply.json(202, audit);
    }

    private Reply readAudit(LinqCall call) {
        twin.state().line(call.id(1));
        ObjectNode audit = twin.state().audits.get(call.id(2));
        if (audit == null) {
            throw new LinqRefusal(2019, "No such audit");
        }
        return Reply.json(200, audit);
    }

    private Reply available(LinqCall call) {
        call.query("to").forEach(all -> Stream.of(all.split(",")).forEach(LinqCall::handle));
        LinqState.Line line = twin.state().lines.values().stream()
                .filter(each -> !call.query("exclude_from").contains(each.number))
                .findFirst()
                .orElseThrow(() -> new LinqRefusal(2015, "No usable line"));
        return Reply.json(
                200,
                Json.object()
                        .put("phone_number", line.number)
                        .put("vcf_url", LinqTwin.upload(call, "/vcf/" + line.id)));
    }

    private Reply vcf(LinqCall call) {
        StringBuilder card = new StringBuilder("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Us\r\n");
        twin.state().lines.values().forEach(line -> card.append("TEL:")
                .append(line.number)
                .append("\r\n"));
        return Reply.file("text/vcard", card.append("END:VCARD\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private Reply check(LinqCall call, String service) {
        ObjectNode body = call.body();
        String address = LinqCall.handle(LinqCall.required(body, "address"));
        if (service.equals("RCS") && address.contains("@")) {
            throw new LinqRefusal(1002, "RCS needs a number");
        }
        if (body.has("from")) {
            twin.state().line(body.get("from").asText());
        }
        String best = twin.state().service(address);
        boolean available = best.equals("iMessage") || best.equals(service);
        ObjectNode answer = Json.object().put("address", address).put("available", available);
        return Reply.json(
                200, available ? answer.put("selected_service", service) : answer.put("reason", "not_supported"));
    }

    private Reply blocked(LinqCall call) {
        ObjectNode answer = Json.object();
        ArrayNode handles = answer.putArray("blocked_handles");
        twin.state().blocked.values().forEach(handles::add);
        return Reply.json(200, answer);
    }

    private Reply block(LinqCall call) {
        ObjectNode body = call.body();
        String handle = LinqCall.handle(LinqCall.required(body, "handle"));
        ObjectNode entry =
                Json.object().put("handle", handle).put("blocked_at", twin.now().toString());
        entry.set("reason", body.path("reason").isTextual() ? body.get("reason") : Json.STRICT.nullNode());
        twin.state().blocked.put(handle, entry);
        return Reply.json(201, Json.object().set("blocked_handle", entry));
    }

    private Reply unblock(LinqCall call) {
        twin.state().blocked.remove(LinqCall.handle(LinqCall.required(call.body(), "handle")));
        return Reply.empty(204);
    }
}
