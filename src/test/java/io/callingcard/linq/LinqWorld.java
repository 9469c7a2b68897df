// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;

import io.callingcard.linq.model.Line;
import io.callingcard.provider.fixture.World;

/** The Linq twin, and routes that call it. */
final class LinqWorld extends World {

    static final String LINE = "+12025550143";
    static final String NEW_LINE = "+12025550145";

    LinqConfiguration configuration() {
        return camel.getComponent("linq", LinqComponent.class).getConfiguration();
    }

    /** Replaces the configuration, so that nothing is cached. */
    void forget() {
        LinqConfiguration configuration = new LinqConfiguration();
        configuration.setBaseUrl(twin.root("linq") + "/api/partner/v3");
        configuration.setApiKey("twin");
        configuration.setInitialBackoff(1);
        configuration.setActivePoll(1);
        camel.getComponent("linq", LinqComponent.class).setConfiguration(configuration);
        // An existing endpoint would keep its account.
        camel.getEndpointRegistry().clear();
    }

    @Override
    protected void furnish() {
        forget();
        twin.linq().addLine(NEW_LINE);
        things.put("line", LINE);
        things.put("newLine", NEW_LINE);
        things.put("NEWLINE", NEW_LINE.replace("+", "%2B"));
        things.put("LINE", LINE.replace("+", "%2B"));
        Exchange lines = send("linq:list-lines");
        things.put("lineId", ((Line) lines.getMessage().getBody(List.class).get(0)).id());

        send("linq:create-card?firstName=Harbour&lastName=Desk", Map.of("CamelCardFrom", LINE), null);
        Map<String, Object> fromLine = Map.of("CamelCardFrom", LINE, "CamelCardRecipient", "+14155550100");
        Exchange text = send("linq:send-text", fromLine, "Welcome");
        things.put("chat", text.getMessage().getHeader(LinqConstants.CHAT_ID, String.class));
        things.put("message", text.getMessage().getHeader(LinqConstants.MESSAGE_ID, String.class));

        Exchange group = send(
                "linq:create-chat",
                Map.of(
                        "CamelCardFrom",
                        LINE,
                        "CamelCardRecipient",
                        "+14155550101,+14155550102,+14155550103,+14155550104"),
                "Hello all");
        things.put("group", group.getMessage().getHeader(LinqConstants.CHAT_ID, String.class));

        Exchange sharing = send(
                "linq:send-text",
                Map.of("CamelCardFrom", LINE, "CamelCardRecipient", "+14155550160"),
                "Where are you?");
        things.put("sharing", sharing.getMessage().getHeader(LinqConstants.CHAT_ID, String.class));
        twin.linq().shareLocation(things.get("sharing"), 52.5, 13.4);

        Exchange upload = send("linq:upload-attachment?fileName=menu.png", Map.of(), bytes("a picture"));
        things.put("attachment", upload.getMessage().getHeader(LinqConstants.ATTACHMENT_ID, String.class));

        Exchange webhook = send("linq:create-webhook?webhookUrl=https://example.com/first");
        things.put("webhook", webhook.getMessage().getHeader(LinqConstants.WEBHOOK_ID, String.class));
        send("linq:block?to=%2B14155550190");
        Exchange audit = send("linq:audit-line", Map.of("CamelCardFrom", LINE), null);
        things.put("audit", audit.getMessage().getHeader(LinqConstants.AUDIT_ID, String.class));
    }
}
