// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.twin.ReceivedRequest;
import io.callingcard.wa.model.Device;

import static org.assertj.core.api.Assertions.assertThat;

/** ensure-webhook changes the webhook of a device only if it differs from the options. */
class WaWebhookTest {

    private static final String URI = "wa:ensure-webhook?deviceId=twin&webhookUrl=https://example.com/wa"
            + "&webhookVerifyToken=s1&webhookEvents=message,message.ack&webhookInsecure=false";

    private final WaWorld world = new WaWorld();

    @BeforeEach
    void point() {
        world.forget();
        world.send(URI);
        world.went.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> methods(String uri) {
        return world.requestsDuring(() -> world.send(uri)).stream()
                .map(ReceivedRequest::method)
                .toList();
    }

    @Test
    void leavesAWebhookThatIsAsConfigured() {
        assertThat(methods(URI)).containsExactly("GET");
        assertThat(methods("wa:ensure-webhook?deviceId=twin&webhookUrl=https://example.com/wa"))
                .containsExactly("GET");
        assertThat(methods(URI.replace("message,message.ack", "message.ack, message")))
                .containsExactly("GET");
        assertThat(world.went.get(0).getMessage().getHeader(WaConstants.WEBHOOK_CREATED))
                .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/wa,example.com/other,true",
        "webhookVerifyToken=s1,webhookVerifyToken=s2,false",
        "'message,message.ack',message,false",
        "webhookInsecure=false,webhookInsecure=true,false"
    })
    void changesAWebhookThatDiffers(String before, String after, boolean made) {
        String uri = URI.replace(before, after);
        assertThat(methods(uri)).containsExactly("GET", "PATCH");
        assertThat(world.went.get(0).getMessage().getHeader(WaConstants.WEBHOOK_CREATED))
                .isEqualTo(made);
        assertThat(methods(uri)).containsExactly("GET");
    }

    @Test
    void keepsWhatIsSetAndNotAskedFor() {
        world.send("wa:ensure-webhook?deviceId=twin&webhookUrl=https://example.com/other");

        Device.Webhook after =
                world.send("wa:get-webhook?deviceId=twin").getMessage().getBody(Device.Webhook.class);
        assertThat(after.webhookUrl()).isEqualTo("https://example.com/other");
        assertThat(after.webhookEvents()).isEqualTo("message,message.ack");
        assertThat(after.webhookSecret()).isEqualTo("s1");
        assertThat(world.failed).isEmpty();
    }

    @Test
    void requiresAWebhookUrl() {
        world.send("wa:ensure-webhook?deviceId=twin");
        assertThat(world.onlyFailure()).hasMessageContaining("webhookUrl: is missing");
    }

    @Test
    void requiresADeviceId() {
        world.send("wa:ensure-webhook?deviceId=&webhookUrl=https://example.com/wa");
        assertThat(world.failed).hasSize(1);
    }
}
