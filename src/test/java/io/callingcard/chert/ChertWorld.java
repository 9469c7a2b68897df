// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;

import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.fixture.World;

/** The Chert twin, and routes that call it. */
final class ChertWorld extends World {

    ChertWorld() {
        ChertConfiguration configuration =
                camel.getComponent("chert", ChertComponent.class).getConfiguration();
        configuration.setBaseUrl(twin.root("chert"));
        configuration.setTenant("twin");
        configuration.setSecret("twin");
        configuration.setInitialBackoff(1);
    }

    /** Creates what the cases need. */
    ChertWorld furnished() {
        refurnish();
        return this;
    }

    @Override
    protected void furnish() {
        Exchange line = send("chert:list-lines", Map.of(), null);
        PhoneLine first = ((PhoneLine) line.getMessage().getBody(List.class).get(0));
        things.put("line", first.phoneLineId());
        things.put("number", first.phoneNumber());

        Exchange text = send("chert:send-text", Map.of("CamelCardRecipient", "+14155550100"), "Welcome");
        things.put("chat", text.getMessage().getHeader(ChertConstants.CHAT_ID, String.class));
        things.put("message", text.getMessage().getHeader(ChertConstants.MESSAGE_ID, String.class));

        Exchange group = send(
                "chert:create-chat?from=" + first.phoneNumber(),
                Map.of("CamelCardRecipient", "+14155550101,+14155550102,+14155550103,+14155550104"),
                "Hello all");
        things.put("group", group.getMessage().getHeader(ChertConstants.CHAT_ID, String.class));

        Exchange upload = send("chert:upload-attachment?fileName=menu.png", Map.of(), bytes("a picture"));
        things.put("attachment", upload.getMessage().getHeader(ChertConstants.ATTACHMENT_ID, String.class));

        Exchange webhook = send("chert:create-webhook?webhookUrl=https://example.com/first", Map.of(), null);
        things.put("webhook", webhook.getMessage().getHeader(ChertConstants.WEBHOOK_ID, String.class));
    }
}
