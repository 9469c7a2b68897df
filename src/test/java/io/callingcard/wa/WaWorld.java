// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;

import io.callingcard.provider.fixture.World;
import io.callingcard.twin.WaTwin;

/** The twin of the WhatsApp gateway, and routes that call it. */
final class WaWorld extends World {

    static final String PHONE = "+14155550100";
    static final String JID = "14155550100@s.whatsapp.net";

    WaConfiguration configuration() {
        return camel.getComponent("wa", WaComponent.class).getConfiguration();
    }

    /** Gives the component a fresh configuration. */
    void forget() {
        WaConfiguration configuration = new WaConfiguration();
        configuration.setBaseUrl(twin.root("wa"));
        configuration.setInitialBackoff(1);
        camel.getComponent("wa", WaComponent.class).setConfiguration(configuration);
        // An endpoint that was made before keeps the configuration that it was made with.
        camel.getEndpointRegistry().clear();
    }

    @Override
    protected void furnish() {
        forget();
        configuration().setDeviceId(WaTwin.DEVICE);
        things.put("jid", JID);
        things.put("JID", JID.replace("@", "%40"));
        Exchange text = send("wa:send-text", Map.of("CamelCardRecipient", PHONE), "Welcome");
        things.put("message", text.getMessage().getHeader(WaConstants.MESSAGE_ID, String.class));
        Exchange group = send(
                "wa:create-chat?CamelCardDisplayName=Readers",
                Map.of("CamelCardRecipient", List.of("+14155550101", "+14155550102")),
                null);
        String jid = group.getMessage().getHeader(WaConstants.CHAT_ID, String.class);
        things.put("group", jid);
        things.put("GROUP", jid.replace("@", "%40"));
        Exchange link = send("wa:invite-link?chatId=" + jid);
        String address = link.getMessage().getHeader(WaConstants.INVITE_LINK, String.class);
        things.put("link", address);
        things.put("LINK", address.replace(":", "%3A").replace("/", "%2F"));
        twin.wa().askToJoin(jid, "+14155550103");
        things.put("file", twin.wa().receiveFile(WaTwin.DEVICE, PHONE, "menu.pdf", bytes("a menu")));
        send("wa:add-device?deviceId=spare");
    }
}
